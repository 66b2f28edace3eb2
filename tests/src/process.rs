//! Phones and relays as processes of their own: started, told what to do, killed.
//!
//! What a process writes to standard error goes to a file beside its data, so that a search of the folder finds it too.

use crate::pool::Pool;
use serde_json::Value;
use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

/// A phone as a process (`tests/phone/README.md`), in any language.
pub struct PhoneProcess {
    child: Killable,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

/// Why a phone did not do what it was told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotDone {
    /// The process is gone.
    #[error("the phone's process is gone")]
    Gone,
    /// It said why.
    #[error("{code}, {advice}")]
    Refused {
        /// The reason.
        code: String,
        /// What to do about it.
        advice: String,
    },
}

impl PhoneProcess {
    /// Starts the program, first word of `words`, over a data folder, and waits until it is ready.
    ///
    /// # Errors
    /// If it cannot be started or says nothing.
    pub fn start(words: &[OsString], data: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(data)?;
        let (program, arguments) = words.split_first().ok_or(io::ErrorKind::InvalidInput)?;
        let mut command = Command::new(program);
        command.args(arguments).arg("--data").arg(data);
        Self::of(&mut command, data)
    }

    /// The same with a command that was put together before; its standard error goes to `data`.
    ///
    /// # Errors
    /// As [`PhoneProcess::start`].
    pub fn of(command: &mut Command, data: &Path) -> io::Result<Self> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(log(&data.join("stderr.log"))?);
        let mut child = command.spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let mut phone = Self { child: Killable::of(child), input, output: BufReader::new(output) };
        match phone.line() {
            Some(line) if line["event"] == "ready" => Ok(phone),
            _ => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }

    /// [`PhoneProcess::start`] for one that leaves a core dump in its data folder when it is made to crash, if the system lets it.
    ///
    /// # Errors
    /// As [`PhoneProcess::start`].
    pub fn start_dumping(program: &Path, data: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(data)?;
        let mut command = Command::new("sh");
        let script = r#"ulimit -c unlimited 2>/dev/null; cd "$1" && exec "$0" --data "$1""#;
        command.args(["-c", script]).arg(program).arg(data);
        Self::of(&mut command, data)
    }

    /// Makes it crash, and gives the core dump that it left; `None` where the system keeps none in a process's own folder.
    ///
    /// # Errors
    /// If it cannot be made to crash or its dump cannot be read.
    pub fn crash(self, data: &Path) -> io::Result<Option<Vec<u8>>> {
        let process = self.id().to_string();
        Command::new("kill").args(["-ABRT", &process]).status()?;
        self.child.wait()?;
        for name in ["core".to_owned(), format!("core.{process}")] {
            let file = data.join(name);
            if file.exists() {
                let dump = std::fs::read(&file)?;
                std::fs::remove_file(file)?;
                return Ok(Some(dump));
            }
        }
        Ok(None)
    }

    /// Tells it one command and waits for the answer.
    ///
    /// # Errors
    /// [`NotDone`].
    pub fn tell(&mut self, command: &Value) -> Result<Value, NotDone> {
        writeln!(self.input, "{command}").map_err(|_| NotDone::Gone)?;
        loop {
            let mut line = self.line().ok_or(NotDone::Gone)?;
            if line.get("event").is_some() {
                continue;
            }
            let word = |field: &str| line[field].as_str().unwrap_or_default().to_owned();
            return match line.get("error") {
                Some(_) => Err(NotDone::Refused { code: word("error"), advice: word("advice") }),
                None => Ok(line["ok"].take()),
            };
        }
    }

    /// Its process number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// A handle that kills it from another thread.
    pub fn killable(&self) -> Killable {
        self.child.clone()
    }

    /// As when the battery goes.
    pub fn kill(self) {
        self.child.kill();
    }

    fn line(&mut self) -> Option<Value> {
        let mut line = String::new();
        // A line without its end was not finished: the process was killed over it.
        match self.output.read_line(&mut line) {
            Ok(_) if line.ends_with('\n') => serde_json::from_str(&line).ok(),
            _ => None,
        }
    }
}

/// Nobody leaves a process behind.
impl Drop for PhoneProcess {
    fn drop(&mut self) {
        self.child.kill();
    }
}

/// A relay as a process.
pub struct RelayProcess {
    child: Killable,
    /// Where it answers.
    pub address: SocketAddr,
    // Kept open, so that the relay can write.
    _output: BufReader<ChildStdout>,
}

/// Where a relay's files and its log are.
#[derive(Debug, Clone)]
pub struct RelayPlace {
    /// What it keeps.
    pub data: PathBuf,
    /// What it writes to standard error.
    pub log: PathBuf,
}

impl RelayPlace {
    /// In a folder.
    pub fn in_folder(folder: &Path) -> Self {
        Self { data: folder.join("relay"), log: folder.join("relay.log") }
    }
}

impl RelayProcess {
    /// Starts `peerline-relay serve` for a pool, where its policy says, and waits until it listens.
    ///
    /// # Errors
    /// If it cannot be started, or listens nowhere.
    pub fn start(program: &Path, pool: &Pool, place: &RelayPlace) -> io::Result<Self> {
        let listen = pool.url.strip_prefix("http://").unwrap_or_default();
        let mut child = Command::new(program)
            .args(["serve", "--listen", listen])
            .arg("--data")
            .arg(&place.data)
            .arg("--packs")
            .arg(pool.packs())
            .arg("--root")
            .arg(pool.root())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log(&place.log)?)
            .spawn()?;
        let output = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let child = Killable::of(child);
        let mut output = BufReader::new(output);
        let mut said = String::new();
        output.read_line(&mut said)?;
        let address = said.trim().strip_prefix("listening on ").and_then(|address| address.parse().ok());
        let Some(address) = address else {
            child.kill();
            return Err(io::ErrorKind::AddrNotAvailable.into());
        };
        Ok(Self { child, address, _output: output })
    }

    /// By the demo's call: so many seconds pass, and all that they make due is done.
    ///
    /// # Errors
    /// If the relay is no demo build or does not answer.
    pub fn pass(&self, seconds: u32) -> io::Result<()> {
        let body = format!("{{\"seconds\":{seconds}}}");
        let mut stream = TcpStream::connect(self.address)?;
        write!(
            stream,
            "POST /demo/clock HTTP/1.1\r\nhost: relay\r\ncontent-type: application/json\r\nconnection: close\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        if answer.starts_with("HTTP/1.1 200") { Ok(()) } else { Err(io::ErrorKind::Unsupported.into()) }
    }

    /// A handle that kills it from another thread.
    pub fn killable(&self) -> Killable {
        self.child.clone()
    }

    /// As when the power goes.
    pub fn kill(self) {
        self.child.kill();
    }
}

/// Nobody leaves a process behind.
impl Drop for RelayProcess {
    fn drop(&mut self) {
        self.child.kill();
    }
}

/// A process that anybody who has this may kill (`kill -9`).
#[derive(Clone)]
pub struct Killable(Arc<Mutex<Child>>);

impl Killable {
    fn of(child: Child) -> Self {
        Self(Arc::new(Mutex::new(child)))
    }

    /// Kills it and waits until it is gone. Nothing happens to one that is gone already.
    pub fn kill(&self) {
        let mut child = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = child.kill();
        let _ = child.wait();
    }

    fn wait(&self) -> io::Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).wait().map(|_| ())
    }

    fn id(&self) -> u32 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).id()
    }
}

/// A loopback address that was free a moment ago, as a policy names it.
///
/// # Errors
/// If there is none.
pub fn free_url() -> io::Result<String> {
    Ok(format!("http://{}", TcpListener::bind("127.0.0.1:0")?.local_addr()?))
}

fn log(file: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).append(true).open(file)
}
