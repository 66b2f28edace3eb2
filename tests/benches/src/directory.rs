//! Looking for peers, in a directory as large as a pool's and in one of a whole country, beside SQLite's FTS5 on the same rows.

use crate::Done;
use crate::figure::{Figure, remark};
use peerline_core::directory::{Directory, Now, OnCall, PageRequest, Query, Rotation};
use peerline_protocol::ids::{Minute, encode};
use peerline_protocol::lists::Topic;
use peerline_protocol::pack::DirectoryRow;
use rusqlite::Connection;
use serde_json::json;
use std::time::{Duration, Instant};

/// One page of 50 and the count of all, for a whole name, a beginning and a name with one wrong letter, each asked of both.
pub fn measure() -> Done {
    for (rows, queries) in [(500, 200), (100_000, 40)] {
        let json: Vec<_> = people(rows).collect();
        let listed =
            json.iter().map(|row| DirectoryRow::parse(row.to_string().as_bytes()).map_err(|_| "no row"));
        let listed = listed.collect::<Result<Vec<_>, _>>()?;
        let begun = Instant::now();
        let directory = Directory::new(listed, Minute(0), &[]);
        Figure::of(vec![begun.elapsed()]).print(&format!("directory.{rows}.index"));
        let fts = fts(&json)?;

        let on_call = OnCall::default();
        let now =
            Now { at: "2026-11-21T12:00:00Z".parse()?, on_call: &on_call, rotation: Rotation::numbered(7) };
        let (mut word, mut beginning, mut wrong) = (Both::default(), Both::default(), Both::default());
        for row in json.iter().step_by(rows / queries) {
            let name = row["name"].as_str().and_then(|name| name.split(' ').next_back()).ok_or("no name")?;
            word.ask(&directory, &now, &fts, name, Some(&format!("\"{name}\"*")))?;
            let start = &name[..4];
            beginning.ask(&directory, &now, &fts, start, Some(&format!("\"{start}\"*")))?;
            let typo = format!("{}q{}", &name[..2], &name[3..]);
            wrong.ask(&directory, &now, &fts, &typo, None)?;
        }
        word.print(&format!("directory.{rows}.word"));
        beginning.print(&format!("directory.{rows}.beginning"));
        wrong.print(&format!("directory.{rows}.typo"));
    }
    remark(
        "directory",
        "names are put together from syllables, 4,000 different ones; FTS5 forgives no wrong letter",
    );
    Ok(())
}

/// What the same questions took here and there.
#[derive(Default)]
struct Both {
    ours: Vec<Duration>,
    theirs: Vec<Duration>,
}

impl Both {
    fn ask(
        &mut self,
        directory: &Directory,
        now: &Now<'_>,
        fts: &Connection,
        typed: &str,
        matching: Option<&str>,
    ) -> Done {
        let query = Query { text: typed.to_owned().into(), ..Query::default() };
        let begun = Instant::now();
        let page = directory.search(&query, PageRequest::first(), now);
        self.ours.push(begun.elapsed());
        let Some(matching) = matching else { return Ok(()) };
        let begun = Instant::now();
        let mut found =
            fts.prepare_cached("SELECT rowid, name FROM peer WHERE peer MATCH ?1 ORDER BY rank LIMIT 50")?;
        let rows =
            found.query_map([matching], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        let mut count = fts.prepare_cached("SELECT count(*) FROM peer WHERE peer MATCH ?1")?;
        let total: u32 = count.query_row([matching], |row| row.get(0))?;
        self.theirs.push(begun.elapsed());
        // Ours finds more, because it forgives; less would be another question.
        let fair = page.total >= total && rows.len() == 50.min(total as usize);
        if fair { Ok(()) } else { Err("the two were not asked the same".into()) }
    }

    fn print(self, name: &str) {
        let ours = Figure::of(self.ours);
        if self.theirs.is_empty() {
            ours.print(name);
        } else {
            ours.print_beside(name, &[("SQLite FTS5", &Figure::of(self.theirs))]);
        }
    }
}

/// FTS5 in memory over name, agency and topics, with an index of beginnings.
fn fts(json: &[serde_json::Value]) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    connection.execute_batch(
        "CREATE VIRTUAL TABLE peer USING fts5(name, agency, topics, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4')",
    )?;
    let transaction = connection.transaction()?;
    {
        let mut insert =
            transaction.prepare("INSERT INTO peer (name, agency, topics) VALUES (?1, ?2, ?3)")?;
        for row in json {
            insert.execute([row["name"].as_str(), row["agency"].as_str(), row["topics"][0].as_str()])?;
        }
    }
    transaction.commit()?;
    Ok(connection)
}

/// Rows as a directory has them, sorted by id, the same each time.
fn people(rows: usize) -> impl Iterator<Item = serde_json::Value> {
    const FIRST: [&str; 16] = [
        "Ana", "Ben", "Carla", "Dev", "Elena", "Frank", "Grace", "Hugo", "Irene", "James", "Kim", "Luis",
        "Maria", "Noah", "Olga", "Peter",
    ];
    const BEGIN: [&str; 20] = [
        "Bar", "Cal", "Dor", "Ham", "Kel", "Lan", "Mar", "Nor", "Pal", "Ros", "Sal", "Tor", "Val", "War",
        "Yor", "Zim", "Fer", "Gon", "Hol", "Jen",
    ];
    const MIDDLE: [&str; 20] = [
        "be", "da", "fi", "go", "ha", "ki", "lo", "ma", "ne", "po", "ra", "si", "ta", "ve", "wi", "zo", "ly",
        "mu", "ri", "so",
    ];
    const END: [&str; 10] = ["nez", "ton", "ler", "rez", "son", "berg", "ford", "man", "well", "ski"];
    (0..rows).map(|place| {
        let mut dice = place as u64 + 1;
        let mut throw = |sides: usize| {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((dice >> 33) as usize) % sides
        };
        let name = format!("{} {}{}{}", FIRST[throw(16)], BEGIN[throw(20)], MIDDLE[throw(20)], END[throw(10)]);
        let agency = format!("{}{} Police", BEGIN[throw(20)], MIDDLE[throw(20)]);
        let id: Vec<u8> = [[0; 8], (place as u64).to_be_bytes()].concat();
        json!({
            "id": encode(&id), "name": name, "agency": agency, "region": "US-CA", "roles": ["officer"], "experience": [],
            "topics": [Topic::ALL[throw(Topic::ALL.len())].word()], "languages": ["en"], "modalities": ["call"],
            "text_ok": false, "designated_until": "2027-12-31", "trained_until": "2027-12-31",
            "listed_consent_on": "2026-01-01",
        })
    })
}
