//! Self-checks: a score with its safety decision, and what a screen of a thousand results takes.

use crate::Done;
use crate::figure::Figure;
use crate::phone::{Calendar, NoProtection, vault};
use peerline_core::ids::Minute;
use peerline_core::self_check::{Answers, InstrumentId, SelfChecks, bundled};
use peerline_core::vault::Which;
use peerline_core::words::Language;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// Each measurement of the first figure is a thousand scores, told as the time of one.
const AT_ONCE: u32 = 1000;

/// Measures both.
pub fn measure(folder: &Path) -> Done {
    let instrument = &bundled().find("PCL-5").ok_or("PCL-5 is not bundled")?.instrument;
    let answers = Answers::read(instrument, None, &[Some(2); 20], &[])?;
    let scored = (0..100).map(|_| {
        let begun = Instant::now();
        for _ in 0..AT_ONCE {
            black_box(black_box(instrument).score(black_box(&answers)).safety);
        }
        begun.elapsed() / AT_ONCE
    });
    Figure::of(scored.collect()).print("self_check.score");

    let clock = Arc::new(Calendar::at(1_790_000_000));
    let folder = tempfile::tempdir_in(folder)?;
    let vault = vault(folder.path(), Which::Officer, Arc::new(NoProtection::default()), clock.clone())?;
    let checks = SelfChecks::new(Arc::new(vault), clock, bundled().clone());
    let results: Vec<_> =
        (0..1000).map(|day| (instrument.clone(), answers.clone(), Minute(25_000_000 + day * 1440))).collect();
    checks.add_imported(&results)?;
    let id = InstrumentId::shown("PCL-5");
    let view = || -> Result<(), peerline_core::self_check::SelfCheckError> {
        black_box((checks.list(Language::En), checks.kept(Language::En)?));
        black_box(checks.trend(&id, None, 0, Language::En)?);
        Ok(())
    };
    Figure::each(200, view)?.print("self_check.trend");
    Ok(())
}
