//! Where random bytes come from: an argument, never a global.

/// A source of random bytes fit for keys.
///
/// Phones, relay and coordinator hand in the operating system's; tests may hand in one that repeats itself.
pub trait Random: Send + Sync {
    /// Fills `bytes` entirely, or says that there is no randomness to be had.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness>;

    /// `N` random bytes.
    fn bytes<const N: usize>(&self) -> Result<[u8; N], NoRandomness>
    where
        Self: Sized,
    {
        draw(self)
    }
}

/// `N` random bytes of a source behind a reference.
pub fn draw<const N: usize>(random: &dyn Random) -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    random.fill(&mut bytes)?;
    Ok(bytes)
}

/// A number below `bound` with no value preferred (rejection sampling). `bound` must not be zero.
pub fn below(random: &dyn Random, bound: u32) -> Result<u32, NoRandomness> {
    let zone = u32::MAX - u32::MAX % bound;
    loop {
        let value = u32::from_be_bytes(draw(random)?);
        if value < zone {
            return Ok(value % bound);
        }
    }
}

/// Shuffles in place so that every order is equally likely (Fisher and Yates).
pub fn shuffle<T>(random: &dyn Random, items: &mut [T]) -> Result<(), NoRandomness> {
    for last in (1..items.len()).rev() {
        let chosen = below(random, last as u32 + 1)? as usize;
        items.swap(last, chosen);
    }
    Ok(())
}

/// The operating system gave no random bytes. Nothing may be sealed or sent then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gave no random bytes")]
pub struct NoRandomness;

/// The operating system's own source, through ring.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        use ring::rand::SecureRandom as _;
        ring::rand::SystemRandom::new().fill(bytes).map_err(|_| NoRandomness)
    }
}

/// A source that repeats itself from a seed: for published test vectors only.
///
/// Block `n` of 32 bytes is `SHA-256(seed | n as u64 big-endian)`, so that somebody else can make the same bytes.
#[cfg(any(test, feature = "test-vectors"))]
pub struct Repeating {
    seed: [u8; 32],
    state: std::sync::Mutex<(u64, Vec<u8>)>,
}

#[cfg(any(test, feature = "test-vectors"))]
impl Repeating {
    /// Starts at block 0 of `seed`.
    pub fn new(seed: [u8; 32]) -> Self {
        Self { seed, state: std::sync::Mutex::new((0, Vec::new())) }
    }
}

#[cfg(any(test, feature = "test-vectors"))]
impl Random for Repeating {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        let mut state = self.state.lock().map_err(|_| NoRandomness)?;
        for byte in bytes {
            if state.1.is_empty() {
                let block = [&self.seed[..], &state.0.to_be_bytes()].concat();
                state.1 = ring::digest::digest(&ring::digest::SHA256, &block)
                    .as_ref()
                    .iter()
                    .rev()
                    .copied()
                    .collect();
                state.0 += 1;
            }
            *byte = state.1.pop().ok_or(NoRandomness)?;
        }
        Ok(())
    }
}

/// Lends a [`Random`] to a library that wants an infallible generator, and remembers whether it failed.
pub(crate) struct Lent<'a> {
    random: &'a dyn Random,
    failed: bool,
}

impl<'a> Lent<'a> {
    pub(crate) fn new(random: &'a dyn Random) -> Self {
        Self { random, failed: false }
    }

    /// To be asked after the library is done: what it made counts only if this is `Ok`.
    pub(crate) fn check(&self) -> Result<(), NoRandomness> {
        if self.failed { Err(NoRandomness) } else { Ok(()) }
    }
}

impl rand_core::TryRng for Lent<'_> {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        self.failed |= self.random.fill(bytes).is_err();
        Ok(())
    }
}

impl rand_core::TryCryptoRng for Lent<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    struct Broken;
    impl Random for Broken {
        fn fill(&self, _: &mut [u8]) -> Result<(), NoRandomness> {
            Err(NoRandomness)
        }
    }

    #[test]
    fn a_broken_source_is_noticed_through_the_lent_generator() {
        let mut lent = Lent::new(&Broken);
        let _ = rand_core::Rng::next_u64(&mut lent);
        assert_eq!(lent.check(), Err(NoRandomness));
    }

    #[test]
    fn every_order_of_three_comes_up_about_equally_often() {
        let random = Repeating::new([1; 32]);
        let mut seen = std::collections::BTreeMap::new();
        for _ in 0..6_000 {
            let mut items = [0, 1, 2];
            shuffle(&random, &mut items).unwrap();
            *seen.entry(items).or_insert(0u32) += 1;
        }
        assert_eq!(seen.len(), 6);
        assert!(seen.values().all(|count| (850..1150).contains(count)), "{seen:?}");
    }
}
