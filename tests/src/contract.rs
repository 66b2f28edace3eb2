//! Making and comparing the files of `tests/contract` that come from code.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// A file of cases that is being made.
pub struct Made {
    kind: &'static str,
    about: &'static str,
    cases: Vec<Value>,
    got: BTreeMap<String, Value>,
}

impl Made {
    /// An empty file of a kind.
    pub fn new(kind: &'static str, about: &'static str) -> Self {
        Self { kind, about, cases: Vec::new(), got: BTreeMap::new() }
    }

    /// Adds a case that expects what the code gives now, and gives that too. `source` names the section of the published page.
    pub fn case(&mut self, id: &str, source: &str, case: Value) -> Value {
        let got = self.carried_out(id, &case);
        assert!(got["refused"].is_null(), "{id} is refused: {got}");
        self.add(id, source, case, got.clone());
        got
    }

    /// Adds a case that must be refused for this reason.
    pub fn refused(&mut self, id: &str, source: &str, case: Value, why: &str) {
        let expect = json!({ "refused": why });
        assert_eq!(self.carried_out(id, &case), expect, "{id}");
        self.add(id, source, case, expect);
    }

    /// Adds a case that is carried out for every altered form of an input, of which only these (first, last) may be accepted.
    pub fn altered(&mut self, id: &str, source: &str, case: Value, accepted: &[[usize; 2]]) {
        let got = self.carried_out(id, &case);
        assert_eq!(got["accepted"], json!(accepted), "{id}");
        self.add(id, source, case, got);
    }

    /// The reply key that the peer of an earlier case reads.
    pub fn reply_key(&self, id: &str) -> Value {
        self.got[id]["body"]["reply_key"].clone()
    }

    /// Fails if the file is not what was made, or writes it if `PEERLINE_REWRITE_CONTRACT` is set.
    pub fn compare_or_write(self) {
        let file = format!("{}.json", self.kind);
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("contract").join(&file);
        let content = json!({
            "format": "peerline-vectors/1", "kind": self.kind, "about": self.about, "cases": self.cases,
        });
        let text = written(&content);
        if std::env::var_os("PEERLINE_REWRITE_CONTRACT").is_some() {
            assert!(std::fs::write(&path, text).is_ok(), "{file} cannot be written");
            return;
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        let kept_value: Value = serde_json::from_str(&kept).unwrap_or_default();
        let empty = Vec::new();
        let kept_cases = kept_value["cases"].as_array().unwrap_or(&empty);
        let different: Vec<_> = self.cases.iter().filter(|case| !kept_cases.contains(case)).collect();
        let names: Vec<_> = different.iter().map(|case| &case["id"]).collect();
        assert!(
            names.is_empty(),
            "{file} differs in {names:?}; if that is meant, run with PEERLINE_REWRITE_CONTRACT=1"
        );
        assert_eq!(kept.len(), text.len(), "{file} holds other cases or other spaces than what is made");
    }

    fn carried_out(&self, id: &str, case: &Value) -> Value {
        match peerline_vectors::run(self.kind, case) {
            Ok(got) => got,
            Err(why) => panic!("{id} cannot be carried out: {why}"),
        }
    }

    fn add(&mut self, id: &str, source: &str, case: Value, expect: Value) {
        // A case's own id must not be covered by an input.
        assert!(
            ["id", "expect", "source"].iter().all(|own| case[*own].is_null()),
            "{id} has an input of that name"
        );
        let mut whole = json!({ "id": id });
        if let (Some(fields), Some(inputs)) = (whole.as_object_mut(), case.as_object()) {
            assert!(
                !inputs.contains_key("id"),
                "{id}: an input of that name would take the place of the case's id"
            );
            fields.extend(inputs.clone());
            fields.insert("expect".to_owned(), expect.clone());
            fields.insert("source".to_owned(), json!(format!("docs/protocol/README.md, {source}")));
        }
        assert!(self.got.insert(id.to_owned(), expect).is_none(), "{id} is used twice");
        self.cases.push(whole);
    }
}

/// The differences between what a file of cases expects and what comes out, a line for each case. Fields that an expectation
/// leaves out are not compared; `null` means that it must not be there.
pub fn differences(content: &Value) -> Vec<String> {
    let kind = content["kind"].as_str().unwrap_or_default();
    let cases = content["cases"].as_array().map(Vec::as_slice).unwrap_or_default();
    if content["format"] != "peerline-vectors/1" || cases.is_empty() {
        return vec!["no cases in the format that was agreed".to_owned()];
    }
    let different = |case: &Value| {
        let expect = expected(kind, case);
        match peerline_vectors::run(kind, &peerline_vectors::complete(content, case)) {
            Ok(got) if fits(&expect, &got) => None,
            Ok(got) => Some(format!("{}: expected {expect}, got {got}", case["id"])),
            Err(why) => Some(format!("{}: cannot be carried out: {why}", case["id"])),
        }
    };
    cases.iter().filter_map(different).collect()
}

/// What a case expects. Of the moments when a line opens and closes, one that is left out must not be there.
fn expected(kind: &str, case: &Value) -> Value {
    let mut expect = case["expect"].clone();
    if let (Some(fields), true) = (expect.as_object_mut(), kind == "crisis" && case["hours"].is_object()) {
        for moment in ["opens", "closes"] {
            fields.entry(moment).or_insert(Value::Null);
        }
    }
    expect
}

pub(crate) fn fits(expected: &Value, got: &Value) -> bool {
    match (expected, got) {
        (Value::Object(expected), Value::Object(got)) => {
            expected.iter().all(|(field, value)| fits(value, got.get(field).unwrap_or(&Value::Null)))
        }
        // A language may print 3.0 as 3.
        (Value::Number(expected), Value::Number(got)) => expected.as_f64() == got.as_f64(),
        _ => expected == got,
    }
}

/// JSON with one space a level, lists of numbers and texts in one line.
fn written(content: &Value) -> String {
    let mut text = String::new();
    write(content, 0, &mut text);
    text.push('\n');
    text
}

fn write(value: &Value, level: usize, out: &mut String) {
    let indent = |out: &mut String, level: usize| {
        out.push('\n');
        out.push_str(&" ".repeat(level));
    };
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            out.push('{');
            for (place, (name, value)) in fields.iter().enumerate() {
                out.push_str(if place == 0 { "" } else { "," });
                indent(out, level + 1);
                out.push_str(&format!("{}: ", json!(name)));
                write(value, level + 1, out);
            }
            indent(out, level);
            out.push('}');
        }
        Value::Array(values) if values.iter().any(|value| value.is_object()) => {
            out.push('[');
            for (place, value) in values.iter().enumerate() {
                out.push_str(if place == 0 { "" } else { "," });
                indent(out, level + 1);
                write(value, level + 1, out);
            }
            indent(out, level);
            out.push(']');
        }
        other => out.push_str(&other.to_string()),
    }
}
