//! How hard a text is to read, for the tests that hold consent, crisis and result views to grade 8.
//!
//! English: the Flesch-Kincaid grade (Kincaid and others, 1975). Spanish: the Szigriszt-Pazos perspicuity on the INFLESZ scale
//! (Barrio-Cantalejo and others, 2008), on which 65 and more is "quite easy". Both count whole views, not single sentences, and
//! only what is written in sentences: a number or a name alone on its line is left out by whoever asks.

/// The grade of an English text: years of school.
pub(crate) fn grade_of_english(text: &str) -> f64 {
    let counted = Counted::of(text, syllables_of_english);
    0.39 * counted.words_a_sentence() + 11.8 * counted.syllables_a_word() - 15.59
}

/// The ease of a Spanish text, 0 to 100; 65 is the promise.
pub(crate) fn ease_of_spanish(text: &str) -> f64 {
    let counted = Counted::of(text, syllables_of_spanish);
    206.835 - 62.3 * counted.syllables_a_word() - counted.words_a_sentence()
}

/// Fails with the figure if a view, in both languages, is harder to read than an officer at night should be asked to.
#[track_caller]
pub(crate) fn assert_easy(view: &str, english: &str, spanish: &str) {
    let (grade, ease) = (grade_of_english(english), ease_of_spanish(spanish));
    assert!(grade <= 8.0, "{view}: grade {grade:.1} in English\n{english}");
    assert!(ease >= 65.0, "{view}: INFLESZ {ease:.1} in Spanish\n{spanish}");
}

struct Counted {
    sentences: f64,
    words: f64,
    syllables: f64,
}

impl Counted {
    fn of(text: &str, syllables: fn(&str) -> usize) -> Self {
        let words: Vec<String> = text
            .split(|c: char| !(c.is_alphanumeric() || c == '\''))
            .filter(|word| word.chars().any(char::is_alphabetic))
            .map(str::to_lowercase)
            .collect();
        let sentences = text
            .split(['.', '!', '?', '\n', ':'])
            .filter(|sentence| sentence.chars().any(char::is_alphabetic))
            .count();
        let figure = |count: usize| f64::from(u32::try_from(count).unwrap());
        Self {
            sentences: figure(sentences.max(1)),
            words: figure(words.len().max(1)),
            syllables: figure(words.iter().map(|word| syllables(word)).sum()),
        }
    }

    fn words_a_sentence(&self) -> f64 {
        self.words / self.sentences
    }

    fn syllables_a_word(&self) -> f64 {
        self.syllables / self.words
    }
}

/// Groups of vowels, less a silent ending. Right within a few words in a hundred, which is what the formula was made with too.
fn syllables_of_english(word: &str) -> usize {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let vowel = |c: char| "aeiouy".contains(c);
    let groups = letters
        .iter()
        .enumerate()
        .filter(|(place, c)| vowel(**c) && (*place == 0 || !vowel(letters[place - 1])))
        .count();
    let ends = |end: &str| letters.iter().collect::<String>().ends_with(end);
    let before = |back: usize| letters.len().checked_sub(back).map(|place| letters[place]);
    let silent_e = ends("e") && !ends("le") && before(2).is_some_and(|c| !vowel(c));
    let silent_ed = ends("ed") && before(3).is_some_and(|c| !"td".contains(c) && !vowel(c));
    let silent_es =
        ends("es") && before(3).is_some_and(|c| !"sxzcg".contains(c) && !vowel(c)) && !ends("les");
    let silent_ue = ends("gue") || ends("gues") || ends("que") || ends("ques");
    (groups - usize::from(groups > 1 && (silent_e || silent_ed || silent_es || silent_ue))).max(1)
}

/// Groups of vowels, with two strong vowels or an accented weak one apart.
fn syllables_of_spanish(word: &str) -> usize {
    let strong = |c: char| "aeoáéó".contains(c);
    let accented_weak = |c: char| "íú".contains(c);
    let vowel = |c: char| strong(c) || accented_weak(c) || "iuü".contains(c);
    let word: Vec<char> = word.chars().collect();
    let heard = |place: usize, letter: char| {
        // The u of "que", "qui", "gue" and "gui" is not heard; a y is a vowel at the end or alone.
        let before = place.checked_sub(1).map(|place| word[place]);
        let after = word.get(place + 1).copied();
        let silent = letter == 'u'
            && before.is_some_and(|c| "qg".contains(c))
            && after.is_some_and(|c| "eiéí".contains(c));
        !silent && (vowel(letter) || (letter == 'y' && after.is_none()))
    };
    let mut count = 0;
    let mut before = None;
    for (place, letter) in word.iter().copied().enumerate() {
        let now = heard(place, letter).then_some(letter);
        let joined = before.zip(now).is_some_and(|(before, now)| {
            !(accented_weak(before) || accented_weak(now) || strong(before) && strong(now))
        });
        count += usize::from(now.is_some() && !joined);
        before = now;
    }
    count.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted_as_they_are_spoken() {
        for (word, count) in [
            ("peer", 1),
            ("police", 2),
            ("colleague", 2),
            ("answer", 2),
            ("answered", 2),
            ("wanted", 2),
            ("times", 1),
            ("table", 2),
            ("emergency", 4),
            ("the", 1),
            ("asked", 1),
            ("minutes", 2),
            ("phone", 1),
            ("change", 1),
        ] {
            assert_eq!(syllables_of_english(word), count, "{word}");
        }
        for (word, count) in [
            ("usted", 2),
            ("policía", 4),
            ("ayuda", 3),
            ("línea", 3),
            ("teléfono", 4),
            ("ciudad", 2),
            ("que", 1),
            ("compañero", 4),
            ("y", 1),
            ("muy", 1),
            ("guerra", 2),
            ("aún", 2),
            ("hoy", 1),
            ("respuesta", 3),
        ] {
            assert_eq!(syllables_of_spanish(word), count, "{word}");
        }
    }

    #[test]
    fn a_hard_text_is_found_hard_and_a_plain_one_plain() {
        let hard = "Individuals experiencing significant psychological symptomatology should immediately consider \
                    professional consultation regarding appropriate therapeutic interventions.";
        let plain = "You are not alone. Call a line. A person will answer you.";
        assert!(grade_of_english(hard) > 14.0 && grade_of_english(plain) < 4.0);
        let hard = "Las personas que experimenten una sintomatología psicológica significativa deberían considerar \
                    inmediatamente la consulta profesional respecto a intervenciones terapéuticas apropiadas.";
        let plain = "Usted no está solo. Llame a una línea. Una persona le va a contestar.";
        assert!(ease_of_spanish(hard) < 40.0 && ease_of_spanish(plain) > 75.0);
    }
}
