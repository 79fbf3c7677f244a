//! A NATS server of this run: on a free port of this machine, in a folder that is gone afterwards.

use std::io;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use bot_webhooks::BoxError;
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};

use crate::servers::Program;

pub(crate) struct Broker {
    process: Child,
    port: u16,
    folder: PathBuf,
}

impl Broker {
    pub(crate) async fn start(folder: &Path) -> Result<Self, BoxError> {
        // Another process may take the port before the server does.
        for _ in 0..5 {
            let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
            let port = free.local_addr()?.port();
            drop(free);
            let mut broker = Self {
                process: spawn(port, folder)?,
                port,
                folder: folder.to_owned(),
            };
            if broker.is_up().await? {
                return Ok(broker);
            }
        }
        Err("nats-server does not start".into())
    }

    pub(crate) fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    /// As the kernel does it to a process that takes too much memory.
    pub(crate) fn kill(&mut self) -> io::Result<()> {
        self.process.kill()?;
        self.process.wait().map(drop)
    }

    /// Starts it again, with what is on disk.
    pub(crate) async fn restart(&mut self) -> Result<(), BoxError> {
        self.process = spawn(self.port, &self.folder)?;
        if self.is_up().await? {
            return Ok(());
        }
        Err("nats-server does not start again".into())
    }

    async fn is_up(&mut self) -> Result<bool, BoxError> {
        let deadline = Instant::now() + Duration::from_secs(20);
        while Instant::now() < deadline {
            let greeting = timeout(Duration::from_secs(1), greeting(self.port)).await;
            if matches!(greeting, Ok(Ok(word)) if &word == b"INFO") {
                return Ok(true);
            }
            if self.process.try_wait()?.is_some() {
                return Ok(false);
            }
            sleep(Duration::from_millis(5)).await;
        }
        Ok(false)
    }
}

fn spawn(port: u16, folder: &Path) -> io::Result<Child> {
    Program::NATS
        .command()
        .args(["--addr", "127.0.0.1", "--port", &port.to_string()])
        .args(["--jetstream", "--store_dir"])
        .arg(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
}

async fn greeting(port: u16) -> io::Result<[u8; 4]> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
    let mut word = [0; 4];
    stream.read_exact(&mut word).await?;
    Ok(word)
}

impl Drop for Broker {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}
