//! Reading generated Kotlin and Swift just far enough to see what is declared: heads and bodies, without comments.

/// A declaration: what stands before its body, on one line, and the body if it has one.
#[derive(Debug, PartialEq, Eq)]
pub struct Declared {
    /// Without comments, with single spaces.
    pub head: String,
    /// What stands between its braces.
    pub body: Option<String>,
}

/// The declarations of a file or of a body, in order.
pub fn declared(source: &str) -> Vec<Declared> {
    let letters: Vec<char> = without_comments(source).chars().collect();
    let mut found = Vec::new();
    let (mut head, mut depth, mut at) = (String::new(), 0usize, 0);
    while let Some(&letter) = letters.get(at) {
        match letter {
            '"' => {
                let end = end_of_text(&letters, at);
                head.extend(&letters[at..end]);
                at = end;
                continue;
            }
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '{' => {
                let end = end_of_body(&letters, at);
                if depth == 0 {
                    let body = letters[at + 1..end.saturating_sub(1)].iter().collect();
                    found.push(Declared { head: one_line(&head), body: Some(body) });
                    head.clear();
                }
                at = end;
                continue;
            }
            '\n' | ';' if depth == 0 => {
                let next = letters[at..].iter().find(|letter| !letter.is_whitespace());
                if letter == ';' || next != Some(&'{') {
                    if !head.trim().is_empty() {
                        found.push(Declared { head: one_line(&head), body: None });
                    }
                    head.clear();
                }
            }
            _ => {}
        }
        if !(depth == 0 && matches!(letter, '\n' | ';')) {
            head.push(letter);
        }
        at += 1;
    }
    if !head.trim().is_empty() {
        found.push(Declared { head: one_line(&head), body: None });
    }
    found
}

/// What stands in the first parentheses of a head, split at its own commas; none without parentheses.
pub fn parameters(head: &str) -> Option<Vec<String>> {
    let (_, rest) = head.split_once('(')?;
    let (mut parts, mut part, mut depth) = (Vec::new(), String::new(), 0usize);
    for letter in rest.chars() {
        match letter {
            '(' | '[' | '<' => depth += 1,
            ')' if depth == 0 => break,
            // The arrow of a function's type closes nothing.
            '>' if part.ends_with('-') => {}
            ')' | ']' | '>' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(std::mem::take(&mut part));
                continue;
            }
            _ => {}
        }
        part.push(letter);
    }
    parts.push(part);
    Some(parts.iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect())
}

/// The word at the beginning.
pub fn word(text: &str) -> &str {
    let end = text.find(|letter: char| !(letter.is_alphanumeric() || letter == '_')).unwrap_or(text.len());
    &text[..end]
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Both languages write comments alike. What stands in quotes is left as it is.
fn without_comments(source: &str) -> String {
    let letters: Vec<char> = source.chars().collect();
    let (mut text, mut at) = (String::new(), 0);
    while let Some(&letter) = letters.get(at) {
        match (letter, letters.get(at + 1)) {
            ('"', _) => {
                let end = end_of_text(&letters, at);
                text.extend(&letters[at..end]);
                at = end;
            }
            ('/', Some('/')) => {
                at += letters[at..].iter().position(|letter| *letter == '\n').unwrap_or(letters.len() - at);
            }
            ('/', Some('*')) => {
                let end = letters[at + 2..].windows(2).position(|two| two == ['*', '/']);
                at = end.map_or(letters.len(), |end| at + 2 + end + 2);
                text.push(' ');
            }
            _ => {
                text.push(letter);
                at += 1;
            }
        }
    }
    text
}

/// Behind the quote that ends the text beginning at `start`.
fn end_of_text(letters: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(letter) = letters.get(at) {
        match letter {
            '\\' => at += 1,
            '"' => return at + 1,
            _ => {}
        }
        at += 1;
    }
    letters.len()
}

/// Behind the brace that ends the body beginning at `start`.
fn end_of_body(letters: &[char], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0usize);
    while let Some(letter) = letters.get(at) {
        match letter {
            '"' => {
                at = end_of_text(letters, at);
                continue;
            }
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    letters.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_and_bodies_are_told_apart_and_comments_are_not_there() {
        let source = "
/** A `{` that opens nothing. */
data class Wake (
    val `afterS`: kotlin.UInt
    , // In how many seconds.
    val text: String = \"{ // }\"
){
    fun inside() {}
}
fun advice(error: E): Advice
    = f(error)
open class Limits: Disposable
{
    fun accept(shown: ByteArray)
}
CALL,
TEXT;
";
        let found = declared(source);
        let heads: Vec<&str> = found.iter().map(|one| one.head.as_str()).collect();
        assert_eq!(
            heads,
            [
                "data class Wake ( val `afterS`: kotlin.UInt , val text: String = \"{ // }\" )",
                "fun advice(error: E): Advice",
                "= f(error)",
                "open class Limits: Disposable",
                "CALL,",
                "TEXT"
            ]
        );
        assert_eq!(found[0].body.as_deref().map(str::trim), Some("fun inside() {}"));
        assert_eq!(found[1].body, None);
        assert_eq!(declared(found[3].body.as_deref().unwrap())[0].head, "fun accept(shown: ByteArray)");
    }

    #[test]
    fn parameters_are_split_at_their_own_commas_only() {
        let parts = parameters("fun f(a: Map<K, V>, b: (A, B) -> C = f(1, 2), c: [D: E]) -> F(G)").unwrap();
        assert_eq!(parts, ["a: Map<K, V>", "b: (A, B) -> C = f(1, 2)", "c: [D: E]"]);
        assert_eq!(parameters("case none"), None);
        assert_eq!(parameters("f()").unwrap(), Vec::<String>::new());
    }
}
