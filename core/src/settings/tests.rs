use super::*;
use std::fs;

fn all_kinds() -> Vec<Settings> {
    let mut kinds = vec![Settings::default()];
    let homes = [Home::Country(Country::parse("us").unwrap()), Home::Region(Region::parse("CA-QC").unwrap())];
    for home in homes {
        for language in [None, Some(Language::En), Some(Language::Es)] {
            for lock in [Lock::Off, Lock::After(LockDelay::minutes(0)), Lock::After(LockDelay::minutes(60))] {
                for name in [AppName::Own, AppName::Neutral] {
                    let settings = Settings::default().with_home(home).with_language(language);
                    let settings = settings.with_lock(lock).with_name(name);
                    kinds.extend([Buzz::On, Buzz::Off].map(|buzz| settings.with_buzz(buzz)));
                }
            }
        }
    }
    kinds
}

#[test]
fn what_was_set_is_read_back_and_the_file_has_the_same_size_for_everybody() {
    let folder = tempfile::tempdir().unwrap();
    for settings in all_kinds() {
        settings.save(folder.path()).unwrap();
        assert_eq!(Settings::load(folder.path()), (settings, SettingsFile::Read));
        assert_eq!(fs::metadata(folder.path().join(FILE)).unwrap().len(), wire::SIZE as u64);
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_missing_file_means_the_defaults_and_is_not_called_damaged() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(Settings::load(folder.path()), (Settings::default(), SettingsFile::Missing));
    assert_eq!(Settings::load(&folder.path().join("nowhere")).1, SettingsFile::Missing);
}

#[test]
fn a_file_that_cannot_be_read_still_gives_settings() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(FILE)).unwrap();
    assert_eq!(Settings::load(folder.path()), (Settings::default(), SettingsFile::Unreachable));
}

#[test]
fn a_cut_or_foreign_file_gives_settings_and_says_that_it_was_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let settings = *all_kinds().last().unwrap();
    let whole = wire::write(&settings);
    let mut cases: Vec<Vec<u8>> = (0..whole.len()).map(|length| whole[..length].to_vec()).collect();
    cases.extend([
        [&whole[..], b" "].concat(),
        b"null".to_vec(),
        b"[]".to_vec(),
        vec![0; 512],
        vec![b'['; 100_000],
    ]);
    for bytes in cases {
        fs::write(folder.path().join(FILE), &bytes).unwrap();
        assert_eq!(Settings::load(folder.path()).1, SettingsFile::Damaged, "{} bytes", bytes.len());
    }
}

#[test]
fn a_flipped_byte_anywhere_gives_settings_and_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let whole = wire::write(all_kinds().last().unwrap());
    for at in 0..whole.len() {
        let mut flipped = whole.clone();
        flipped[at] ^= 1;
        fs::write(folder.path().join(FILE), &flipped).unwrap();
        let (settings, file) = Settings::load(folder.path());
        // Some letters have a neighbour that is as good; such a file is one that could have been written.
        let sound = wire::write(&settings) == flipped;
        assert_eq!(file, if sound { SettingsFile::Read } else { SettingsFile::Damaged }, "byte {at}");
    }
}

#[test]
fn one_field_that_is_not_understood_costs_no_other() {
    let cases = [
        r#"{"format":"peerline-settings/1","country":"Texas","region":null,"language":"es","lock_after_minutes":5,"name":"own"}"#,
        r#"{"format":"peerline-settings/1","country":7,"region":"US","language":"es","lock_after_minutes":5,"name":"own"}"#,
        r#"{"format":"peerline-settings/1","country":null,"region":null,"language":"es","lock_after_minutes":5,"name":"blue"}"#,
        r#"{"format":"peerline-settings/1","language":"es","lock_after_minutes":5}"#,
    ];
    for text in cases {
        let (settings, file) = wire::read(format!("{text:<512}").as_bytes());
        assert_eq!((settings.home(), file), (Home::Unknown, SettingsFile::Damaged), "{text}");
        assert_eq!(
            (settings.language("en"), settings.lock()),
            (Language::Es, Lock::After(LockDelay::minutes(5)))
        );
    }
    let (settings, file) = wire::read(
        format!(r#"{:<512}"#, r#"{"format":"peerline-settings/1","country":"US","region":null,"language":null,"lock_after_minutes":61,"name":"own"}"#).as_bytes(),
    );
    assert_eq!((settings.lock(), file), (Lock::Off, SettingsFile::Damaged));
}

#[test]
fn a_file_from_before_the_buzz_could_be_turned_off_is_whole_and_buzzes() {
    let before = r#""country":"US","region":"US-CA","language":"es","lock_after_minutes":5,"name":"neutral""#;
    let home = Settings::default().with_home(Home::Region(Region::parse("US-CA").unwrap()));
    let set = home
        .with_language(Some(Language::Es))
        .with_lock(Lock::After(LockDelay::minutes(5)))
        .with_name(AppName::Neutral);
    let cases = [
        ("", Buzz::On, SettingsFile::Read),
        (r#","buzz":true"#, Buzz::On, SettingsFile::Read),
        (r#","buzz":false"#, Buzz::Off, SettingsFile::Read),
        (r#","buzz":"loud""#, Buzz::On, SettingsFile::Damaged),
        (r#","buzz":0"#, Buzz::On, SettingsFile::Damaged),
        // The field is there under a name that is none: somebody may have turned it off.
        (r#","buzy":false"#, Buzz::On, SettingsFile::Damaged),
        // A newer file may have more.
        (r#","buzz":false,"more":1"#, Buzz::Off, SettingsFile::Read),
    ];
    for (field, buzz, file) in cases {
        let text = format!(r#"{{"format":"peerline-settings/1",{before}{field}}}"#);
        assert_eq!(wire::read(format!("{text:<512}").as_bytes()), (set.with_buzz(buzz), file), "{field}");
    }
}

#[test]
fn the_country_that_was_set_counts_before_the_phones_hint() {
    let country = |code| Country::parse(code).unwrap();
    let cases = [
        (Home::Unknown, None, KnownCountry::Unknown),
        (Home::Unknown, Some("us"), KnownCountry::Hinted(country("US"))),
        (Home::Unknown, Some("en-CA"), KnownCountry::Hinted(country("CA"))),
        (Home::Unknown, Some("es_MX"), KnownCountry::Hinted(country("MX"))),
        (Home::Unknown, Some("es_MX.UTF-8"), KnownCountry::Hinted(country("MX"))),
        (Home::Unknown, Some("zh-Hans-CN"), KnownCountry::Hinted(country("CN"))),
        (Home::Unknown, Some("en-GB-u-ca-gregory"), KnownCountry::Hinted(country("GB"))),
        (Home::Unknown, Some("en-u-nu-latn"), KnownCountry::Unknown),
        (Home::Unknown, Some("US-CA"), KnownCountry::Hinted(country("US"))),
        (Home::Unknown, Some("es-419"), KnownCountry::Unknown),
        (Home::Unknown, Some(""), KnownCountry::Unknown),
        (Home::Unknown, Some("310"), KnownCountry::Unknown),
        (Home::Unknown, Some("été"), KnownCountry::Unknown),
        (Home::Country(country("ca")), Some("us"), KnownCountry::Chosen(country("CA"))),
        (Home::Region(Region::parse("us-tx").unwrap()), Some("mx"), KnownCountry::Chosen(country("US"))),
    ];
    for (home, hint, expected) in cases {
        assert_eq!(Settings::default().with_home(home).country(hint), expected, "{hint:?}");
    }
}

#[test]
fn the_lines_are_asked_for_at_the_home_that_was_set_and_else_where_the_phone_hints() {
    let texas = Settings::default().with_home(Home::Region(Region::parse("US-TX").unwrap()));
    let place = |settings: Settings, hint| {
        let place = settings.place(hint);
        (place.country.map(|c| c.to_string()), place.region.map(|r| r.to_string()))
    };
    assert_eq!(place(texas, Some("mx")), (Some("US".into()), Some("US-TX".into())));
    assert_eq!(place(Settings::default(), Some("en-NZ")), (Some("NZ".into()), None));
    assert_eq!(place(Settings::default(), None), (None, None));
}

#[test]
fn places_are_read_once_and_refused_when_they_are_none() {
    for (text, code) in [("us-tx", "US-TX"), ("GB-ENG", "GB-ENG"), ("FR-6", "FR-6"), ("CA-QC", "CA-QC")] {
        assert_eq!(Region::parse(text).unwrap().to_string(), code);
    }
    for text in ["", "US", "US-", "U-TX", "US-TEXA", "US-T X", "US_TX", "1S-TX", "US-\u{e9}"] {
        assert_eq!(Region::parse(text), None, "{text}");
    }
    for text in ["", "U", "USA", "U1", "ZZ", "\u{e9}"] {
        assert_eq!(Country::parse(text), None, "{text}");
    }
}

#[test]
fn a_language_that_was_set_counts_before_the_phones_and_english_stands_for_the_rest() {
    for (tag, expected) in [
        ("es", Language::Es),
        ("es-MX", Language::Es),
        ("ES_us", Language::Es),
        ("en-US", Language::En),
        ("fr-CA", Language::En),
        ("", Language::En),
        ("est", Language::En),
    ] {
        assert_eq!(Settings::default().language(tag), expected, "{tag}");
        assert_eq!(Settings::default().with_language(Some(Language::Es)).language(tag), Language::Es);
    }
}
