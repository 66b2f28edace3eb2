//! How the story is told: sections, plain lines of at most 118 columns, and a way to stop where something did not happen.

use std::io::{self, Write as _};
use std::time::Instant;

/// Tells the story on the terminal.
pub struct Teller {
    section: u32,
    begun: Instant,
}

/// What did not happen.
pub type Stopped = String;

impl Teller {
    pub fn new() -> Self {
        Self { section: 0, begun: Instant::now() }
    }

    /// The first line.
    pub fn title(&self, text: &str) {
        self.print(text);
    }

    /// A heading with its number.
    pub fn section(&mut self, heading: &str) {
        self.section += 1;
        self.print(&format!("\n{}. {heading}", self.section));
    }

    /// A line of our own.
    pub fn say(&self, text: &str) {
        for line in wrapped(text, 3) {
            self.print(&line);
        }
    }

    /// A sentence that somebody reads on a screen or in a log, as it stands there.
    pub fn quote(&self, text: &str) {
        let lines = wrapped(text, 5);
        for (n, line) in lines.iter().enumerate() {
            let mark = if n == 0 { "   | " } else { "   |   " };
            self.print(&format!("{mark}{}", line.trim_start()));
        }
    }

    /// The seconds since the beginning.
    pub fn seconds(&self) -> f64 {
        self.begun.elapsed().as_secs_f64()
    }

    fn print(&self, line: &str) {
        // Whoever closed the terminal does not read on; the exit status still says whether all of it happened.
        let _ = writeln!(io::stdout().lock(), "{line}");
    }
}

/// Goes on only if it happened.
pub fn expect(happened: bool, what: &str) -> Result<(), Stopped> {
    if happened { Ok(()) } else { Err(what.to_owned()) }
}

const WIDTH: usize = 112;

/// The words of a text on lines of at most [`WIDTH`] columns, each after so many blanks.
fn wrapped(text: &str, indent: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && indent + line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(" ".repeat(indent) + &line);
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(" ".repeat(indent) + &line);
    lines
}
