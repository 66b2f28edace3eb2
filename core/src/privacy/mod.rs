//! Privacy: what others see, what is on this phone, and how to take it off.
