//! Finding words as people type them: without case, accents or one wrong letter.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// How well a word that was typed fits one that is there; the better is smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The same word.
    Exact,
    /// Its beginning.
    Prefix,
    /// The same but for one letter missing, added, wrong, or swapped with its neighbour.
    OneEdit,
}

/// Shorter words are found as they are or not at all: with one wrong letter they would be nearly anything.
const SHORTEST_WITH_AN_EDIT: usize = 3;

/// Every word of the rows, with the rows that have it.
#[derive(Default)]
pub struct Index {
    words: Vec<(Box<str>, Vec<u32>)>,
    rows: usize,
}

impl Index {
    /// An index over rows, each given as its texts.
    pub fn new(rows: impl Iterator<Item = Vec<String>>) -> Self {
        let mut found: Vec<(Box<str>, u32)> = Vec::new();
        let mut count = 0;
        for (row, texts) in (0u32..).zip(rows) {
            found.extend(texts.iter().flat_map(|text| words(text)).map(|word| (word.into_boxed_str(), row)));
            count += 1;
        }
        found.sort_unstable();
        found.dedup();
        let mut index: Vec<(Box<str>, Vec<u32>)> = Vec::new();
        for (word, row) in found {
            match index.last_mut() {
                Some((last, rows)) if *last == word => rows.push(row),
                _ => index.push((word, vec![row])),
            }
        }
        Self { words: index, rows: count }
    }

    /// For every row how well it fits what was typed, the smaller the better; `None` for rows that lack one of the words. Nothing
    /// typed fits every row.
    pub fn search(&self, typed: &str) -> Vec<Option<u32>> {
        let mut sums = vec![Some(0); self.rows];
        for word in words(typed) {
            for (sum, fit) in sums.iter_mut().zip(self.search_word(&word)) {
                *sum = sum.zip(fit).map(|(sum, fit)| sum + fit as u32);
            }
        }
        sums
    }

    fn search_word(&self, typed: &str) -> Vec<Option<Fit>> {
        let mut fits: Vec<Option<Fit>> = vec![None; self.rows];
        for (word, rows) in &self.words {
            let Some(fit) = fit(typed, word) else { continue };
            for row in rows {
                let best = &mut fits[*row as usize];
                *best = Some(best.map_or(fit, |best| best.min(fit)));
            }
        }
        fits
    }
}

/// How well a typed word fits one that is there. Both must be folded.
pub fn fit(typed: &str, word: &str) -> Option<Fit> {
    if let Some(rest) = word.strip_prefix(typed) {
        return Some(if rest.is_empty() { Fit::Exact } else { Fit::Prefix });
    }
    let long_enough = typed.chars().nth(SHORTEST_WITH_AN_EDIT - 1).is_some();
    (long_enough && one_edit_apart(typed, word)).then_some(Fit::OneEdit)
}

/// The words of a text, folded: small letters without accents, and digits. An apostrophe does not part a word, a hyphen does.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    let folded = folded(text);
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect::<Vec<_>>()
        .into_iter()
}

/// A text without case, accents and apostrophes (NFKD without its marks).
pub fn folded(text: &str) -> String {
    let small = text.to_lowercase();
    let mut folded = String::with_capacity(small.len());
    for c in DecomposingNormalizerBorrowed::new_nfkd().normalize_iter(small.chars()) {
        match c {
            '\u{0300}'..='\u{036f}' | '\'' | '’' | 'ʼ' | '`' => {}
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            other => folded.push(other),
        }
    }
    folded
}

/// Whether one letter missing, added, wrong, or two neighbours swapped make one word of the other (optimal string alignment
/// distance of exactly 1).
fn one_edit_apart(a: &str, b: &str) -> bool {
    if a.len().abs_diff(b.len()) > 4 {
        return false;
    }
    let (mut a_rest, mut b_rest) = (a.chars(), b.chars());
    loop {
        let (a_here, b_here) = (a_rest.clone(), b_rest.clone());
        if a_rest.next().zip(b_rest.next()).is_none_or(|(x, y)| x != y) {
            (a_rest, b_rest) = (a_here, b_here);
            break;
        }
    }
    loop {
        let (a_here, b_here) = (a_rest.clone(), b_rest.clone());
        if a_rest.next_back().zip(b_rest.next_back()).is_none_or(|(x, y)| x != y) {
            (a_rest, b_rest) = (a_here, b_here);
            break;
        }
    }
    let (a_rest, b_rest): (Vec<_>, Vec<_>) = (a_rest.take(3).collect(), b_rest.take(3).collect());
    match (&a_rest[..], &b_rest[..]) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([a1, a2], [b1, b2]) => (a1, a2) == (b2, b1),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_without_case_accents_and_apostrophes() {
        let fold = |text: &str| words(text).collect::<Vec<_>>();
        assert_eq!(fold("José Núñez-O’Brien"), ["jose", "nunez", "obrien"]);
        assert_eq!(fold("NGUYỄN  Łukasz Strauß"), ["nguyen", "lukasz", "strauss"]);
        assert_eq!(fold("Jose\u{0301}"), ["jose"]);
        assert_eq!(fold(" - "), [] as [&str; 0]);
    }

    #[test]
    fn one_wrong_letter_is_forgiven_and_two_are_not() {
        for (typed, word) in [
            ("smth", "smith"),
            ("smiith", "smith"),
            ("smoth", "smith"),
            ("simth", "smith"),
            ("msith", "smith"),
            ("smit", "smmit"),
            ("ana", "nan"),
            ("nunes", "nunez"),
        ] {
            let expected = typed != "ana";
            assert_eq!(fit(typed, word) == Some(Fit::OneEdit), expected, "{typed} {word}");
        }
        for (typed, word) in
            [("smyht", "smith"), ("sith", "smithe"), ("ab", "ac"), ("abcd", "badc"), ("", "x")]
        {
            assert_ne!(fit(typed, word), Some(Fit::OneEdit), "{typed} {word}");
        }
        assert_eq!(
            (fit("smith", "smith"), fit("smi", "smith"), fit("jones", "smith")),
            (Some(Fit::Exact), Some(Fit::Prefix), None)
        );
    }

    proptest::proptest! {
        #[test]
        fn one_edit_agrees_with_the_distance_by_the_book(a in "[abc]{0,6}", b in "[abc]{0,6}") {
            proptest::prop_assert_eq!(one_edit_apart(&a, &b), alignment_distance(&a, &b) == 1);
        }
    }

    /// Optimal string alignment, the whole table.
    fn alignment_distance(a: &str, b: &str) -> usize {
        let (a, b): (Vec<_>, Vec<_>) = (a.chars().collect(), b.chars().collect());
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = match (i, j) {
                    (0, _) | (_, 0) => i + j,
                    _ => {
                        let changed = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                        let least = changed.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                        let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                        if swapped { least.min(table[i - 2][j - 2] + 1) } else { least }
                    }
                };
            }
        }
        table[a.len()][b.len()]
    }
}
