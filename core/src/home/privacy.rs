//! Privacy: what others see, what is on this phone, and how to take it off.
//! Here it meets the rest of the app.
