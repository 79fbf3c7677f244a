use std::env;
use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use bot_webhooks::idempotency::RedisStore;
use redis::Client;

use crate::servers::Program;

/// A Redis of one test: on a port and in a folder of its own, and every write on disk before it is
/// answered.
pub(super) struct RedisServer {
    process: Child,
    port: u16,
    folder: PathBuf,
}

impl RedisServer {
    pub(super) fn start() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("bot-webhooks-redis-{}-{number}", std::process::id());
        let folder = env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        // Another process may take the port before Redis does.
        for _ in 0..5 {
            let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
            let port = free.local_addr().unwrap().port();
            drop(free);
            let mut server = Self {
                process: spawn(port, &folder),
                port,
                folder: folder.clone(),
            };
            if server.is_up() {
                return server;
            }
        }
        panic!("redis-server does not start in {}", folder.display());
    }

    /// Kills it as the kernel kills a process that takes too much memory.
    pub(super) fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    pub(super) fn restart(&mut self) {
        self.process = spawn(self.port, &self.folder);
        assert!(self.is_up(), "redis-server does not start again");
    }

    /// Stops it: connections succeed, and nothing is answered.
    pub(super) fn freeze(&self) {
        let pid = self.process.id().to_string();
        let status = Command::new("kill").args(["-STOP", &pid]).status();
        assert!(status.unwrap().success());
    }

    pub(super) fn client(&self) -> Client {
        Client::open(("127.0.0.1", self.port)).unwrap()
    }

    pub(super) async fn store(&self) -> RedisStore {
        RedisStore::connect(self.client()).await.unwrap()
    }

    fn is_up(&mut self) -> bool {
        let deadline = Instant::now() + Duration::from_secs(20);
        while Instant::now() < deadline {
            if ping(self.port).is_ok_and(|answer| answer == *b"+PONG\r\n") {
                return true;
            }
            if self.process.try_wait().unwrap().is_some() {
                return false;
            }
            sleep(Duration::from_millis(5));
        }
        false
    }
}

fn spawn(port: u16, folder: &PathBuf) -> Child {
    let server = Program::REDIS
        .command()
        .args(["--bind", "127.0.0.1", "--port", &port.to_string()])
        .args(["--appendonly", "yes", "--appendfsync", "always"])
        .args(["--save", "", "--dir"])
        .arg(folder)
        .stdout(Stdio::null())
        .spawn();
    server.unwrap_or_else(|error| panic!("redis-server: {error}"))
}

fn ping(port: u16) -> std::io::Result<[u8; 7]> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(Duration::from_secs(1)))?;
    stream.write_all(b"PING\r\n")?;
    let mut answer = [0; 7];
    stream.read_exact(&mut answer)?;
    Ok(answer)
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}
