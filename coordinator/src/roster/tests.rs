use super::*;
use peerline_protocol::ids::encode;
use peerline_protocol::pack::iso::parse_day;

const HEADER: &str = "id,name,agency,region,roles,experience,topics,languages,modalities,phone,text_ok,gender,veteran,designated_until,trained_until,listed_consent_on,key";

#[test]
fn a_good_roster_is_read_with_and_without_a_mark_and_sorted_by_id() {
    for (mark, end) in [("", "\n"), ("\u{feff}", "\r\n")] {
        let text = format!("{mark}{HEADER}{end}{}{end}{}{end}", row(2, &[]), row(1, &[]));
        let rows = check_text(text.as_bytes()).unwrap();
        assert_eq!(rows.len(), 2);
        assert!(rows[0].id < rows[1].id);
        assert_eq!(rows[0].name.expose(), "Dana Ruiz");
    }
}

#[test]
fn every_wrong_cell_is_refused_with_line_column_and_reason() {
    use RowFault::*;
    let long = "x".repeat(4000);
    let cases: Vec<(&str, &str, RowFault)> = vec![
        ("id", "", Empty),
        ("id", "AAAA", NotBytes(16)),
        ("name", "", Empty),
        ("name", "=HYPERLINK(\"http://x\")", Formula),
        ("name", "+Dana", Formula),
        ("name", "-Dana", Formula),
        ("name", "@Dana", Formula),
        ("name", "\tDana", Formula),
        ("name", " =1", Formula),
        ("agency", "＝1", Formula),
        ("name", "Dana\nRuiz", Control),
        ("name", "Dana ", Spaces),
        ("agency", "", Empty),
        ("region", "California", NotARegion),
        ("roles", "", Empty),
        ("roles", "officer;sheriff", UnknownWord),
        ("roles", "officer;officer", WordTwice),
        ("experience", "robots", UnknownWord),
        ("topics", "grief;", UnknownWord),
        ("languages", "English", NotALanguage),
        ("languages", "", Empty),
        ("modalities", "fax", UnknownWord),
        ("phone", "415-555-0101", NotE164),
        ("phone", "+1415", NotE164),
        ("phone", "+1415555010100000", NotE164),
        ("phone", "+0415555010", NotE164),
        ("phone", "+1 415 555 0101", Formula),
        ("text_ok", "maybe", NotYesOrNo),
        ("text_ok", "", Empty),
        ("gender", "F", UnknownWord),
        ("veteran", "1", NotYesOrNo),
        ("designated_until", "2026-11-20", Past),
        ("designated_until", "2026-02-30", NotADay),
        ("designated_until", "31.12.2027", NotADay),
        ("designated_until", "2099-01-01", TooFar),
        ("designated_until", "", Empty),
        ("trained_until", "2020-01-01", Past),
        ("listed_consent_on", "", NoConsent),
        ("listed_consent_on", "2026-11-22", Future),
        ("key", "AAAA", NotBytes(32)),
    ];
    for (column, cell, fault) in cases {
        let found = faults(&format!("{HEADER}\n{}\n", row(1, &[(column, cell)])));
        let expected = format!("roster.csv line 2: {column} {fault}");
        if fault == NotE164 {
            assert!(found[0].starts_with("roster.csv line 2: phone"), "{cell}: {found:?}");
        } else {
            assert_eq!(found, [expected], "{column} {cell:?}");
        }
    }
    assert_eq!(
        faults(&format!("{HEADER}\n{}\n", row(1, &[("name", &long)])))[0],
        format!("roster.csv line 2: {TooLong}")
    );
}

#[test]
fn every_bad_row_is_named_not_only_the_first() {
    let text = format!(
        "{HEADER}\n{}\n{}\n{}\n{}\n",
        row(1, &[("listed_consent_on", "")]),
        row(2, &[]),
        row(3, &[("phone", "1"), ("region", "x")]),
        "a,b"
    );
    let found = faults(&text);
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(
        found[0].starts_with("roster.csv line 2:")
            && found[1].starts_with("roster.csv line 4:")
            && found[3].contains("line 5: has 2 cells")
    );
}

#[test]
fn the_same_id_phone_or_key_twice_is_refused_with_both_lines() {
    let same = |column: &str, cell: &str| {
        faults(&format!("{HEADER}\n{}\n{}\n", row(1, &[(column, cell)]), row(2, &[(column, cell)])))
    };
    assert_eq!(same("id", &encode(&[9; 16])), ["roster.csv line 3: id stands in line 2 already"]);
    assert_eq!(same("phone", "+14155550199"), ["roster.csv line 3: phone stands in line 2 already"]);
    assert_eq!(same("key", &encode(&[9; 32])), ["roster.csv line 3: key stands in line 2 already"]);
    assert!(
        check_text(
            format!(
                "{HEADER}\n{}\n{}\n",
                row(1, &[("phone", ""), ("text_ok", "no")]),
                row(2, &[("phone", ""), ("text_ok", "no")])
            )
            .as_bytes()
        )
        .is_ok()
    );
}

#[test]
fn texts_need_a_phone() {
    assert_eq!(
        faults(&format!("{HEADER}\n{}\n", row(1, &[("phone", "")]))),
        ["roster.csv line 2: text_ok says yes, but there is no phone"]
    );
}

#[test]
fn the_header_is_required_in_this_order() {
    let swapped = HEADER.replace("id,name", "name,id");
    for text in [String::new(), format!("{}\n", row(1, &[])), format!("{swapped}\n{}\n", row(1, &[]))] {
        assert!(faults(&text)[0].contains("the first line must be the header"), "{text}");
    }
}

#[test]
fn bytes_that_are_not_utf8_are_named_by_line() {
    let mut bytes = format!("{HEADER}\n{}\n{}\n", row(1, &[]), row(2, &[("name", "Zoe")])).into_bytes();
    let at = bytes.windows(3).position(|three| three == b"Zoe").unwrap();
    bytes[at + 2] = 0xeb;
    let Err(Error::Faulty(found)) = check_text(&bytes) else { panic!() };
    assert_eq!(found[0].line, 3);
    assert!(found[0].reason.contains("UTF-8"));
}

#[test]
fn no_fault_repeats_what_stands_in_the_cell() {
    let found = faults(&format!(
        "{HEADER}\n{}\n",
        row(1, &[("name", "=Dana Ruiz"), ("phone", "4155550101"), ("agency", "@Police of A")])
    ));
    let text = found.join("\n");
    assert!(!text.contains("Dana") && !text.contains("5550101") && !text.contains("Police"), "{text}");
}

#[test]
fn an_id_or_key_that_begins_with_a_dash_is_no_formula() {
    let id = encode(&[0xf8; 16]);
    assert!(id.starts_with('-'));
    assert!(
        check_text(
            format!("{HEADER}\n{}\n", row(1, &[("id", &id), ("key", &encode(&[0xf8; 32]))])).as_bytes()
        )
        .is_ok()
    );
}

#[test]
fn ids_are_added_to_rows_without_one_and_the_rest_stays_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("roster.csv");
    let text = format!(
        "\u{feff}{HEADER}\r\n{}\r\n{}\r\n",
        row(1, &[("agency", "\"Police, A\"")]),
        row(2, &[("id", "")])
    );
    std::fs::write(&file, &text).unwrap();
    assert_eq!(add_ids(&file), Ok(1));
    let after = std::fs::read_to_string(&file).unwrap();
    assert_eq!(after.len(), text.len() + 22);
    assert_eq!(after.lines().nth(1), text.lines().nth(1));
    assert_eq!(add_ids(&file), Ok(0));
    assert!(check(&file, today()).is_ok());
}

fn check_text(bytes: &[u8]) -> Result<Vec<DirectoryRow>, Error> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("roster.csv");
    std::fs::write(&file, bytes).unwrap();
    check(&file, today())
}

fn faults(text: &str) -> Vec<String> {
    match check_text(text.as_bytes()) {
        Err(Error::Faulty(faults)) => faults.iter().map(ToString::to_string).collect(),
        other => panic!("{other:?} for {text}"),
    }
}

fn today() -> Day {
    parse_day("2026-11-21").unwrap()
}

/// A good row with some cells replaced; quotes where a cell needs them.
fn row(number: u8, cells: &[(&str, &str)]) -> String {
    let (id, key) = (encode(&[number; 16]), encode(&[number; 32]));
    let phone = format!("+1415555010{number}");
    let good = [
        &id,
        "Dana Ruiz",
        "Police of A",
        "US-CA",
        "officer;supervisor",
        "shooting",
        "grief;sleep",
        "en;es",
        "call;text",
        &phone,
        "yes",
        "woman",
        "no",
        "2027-06-30",
        "2027-12-31",
        "2026-01-15",
        &key,
    ];
    FIELDS
        .iter()
        .zip(good)
        .map(|(field, good)| {
            let cell = cells.iter().find(|(column, _)| column == field).map_or(good, |(_, cell)| cell);
            if cell.contains(['\n', '\t']) || cell.contains('"') && !cell.starts_with('"') {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.to_owned()
            }
        })
        .collect::<Vec<_>>()
        .join(",")
}
