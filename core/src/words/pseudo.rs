//! The two languages that nobody speaks: English made longer, and English mirrored. They show what a screen would do to a language
//! that it was not drawn for, before anybody has translated it.

/// The text with accents on its letters and its vowels doubled, about a third longer: what is cut off or not from a catalogue shows.
pub(super) fn long(text: &str) -> String {
    let mut longer = String::with_capacity(text.len() * 2);
    for letter in text.chars() {
        match letter {
            'a' => longer.push_str("áå"),
            'e' => longer.push_str("éè"),
            'i' => longer.push_str("íî"),
            'o' => longer.push_str("óø"),
            'u' => longer.push_str("úü"),
            'A' => longer.push_str("ÁÅ"),
            'E' => longer.push_str("ÉÈ"),
            'I' => longer.push_str("ÍÎ"),
            'O' => longer.push_str("ÓØ"),
            'U' => longer.push_str("ÚÜ"),
            'c' => longer.push('ç'),
            'n' => longer.push('ñ'),
            's' => longer.push('š'),
            'y' => longer.push('ý'),
            other => longer.push(other),
        }
    }
    longer
}

/// The text as if it were written from right to left: each word between marks that turn it around (UAX 9), so that a reader still
/// reads English and the screen lays it out like Arabic. What holds a digit is set apart and keeps its direction, as any number must.
pub(super) fn mirrored(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !super::is_direction_mark(*c)).collect();
    let words: Vec<String> = plain
        .split(' ')
        .map(|word| {
            if word.chars().any(|c| c.is_ascii_digit()) {
                format!("\u{2066}{word}\u{2069}")
            } else if word.chars().any(char::is_alphabetic) {
                format!("\u{200f}\u{202e}{word}\u{202c}\u{200f}")
            } else {
                word.to_owned()
            }
        })
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_text_is_a_third_longer_keeps_its_numbers_and_is_not_made_longer_twice() {
        let sentence = "If nobody has answered within 10 minutes, call 988.";
        let longer = long(sentence);
        let letters = |text: &str| text.chars().count();
        assert!(letters(&longer) * 100 >= letters(sentence) * 125, "{longer}");
        assert!(longer.contains("10") && longer.contains("988"));
        assert_eq!(long(&longer), longer);
    }

    #[test]
    fn a_mirrored_text_turns_its_words_and_never_its_numbers() {
        let turned = mirrored("Call 1-800-273 now");
        assert_eq!(
            turned,
            "\u{200f}\u{202e}Call\u{202c}\u{200f} \u{2066}1-800-273\u{2069} \u{200f}\u{202e}now\u{202c}\u{200f}"
        );
        assert_eq!(mirrored(&turned), turned);
    }
}
