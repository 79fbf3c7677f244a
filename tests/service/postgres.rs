//! A Postgres of this run: on a socket in a folder that is gone afterwards, with a database for each test.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use sqlx::{AnyConnection, AssertSqlSafe, Connection, query};
use tokio::sync::Mutex;
use tokio::time::sleep;

use crate::folder::Folder;
use crate::servers::Program;
use crate::vendor::random_text;

static SERVER: Mutex<Option<Postgres>> = Mutex::const_new(None);

struct Postgres {
    process: Child,
    folder: Folder,
}

/// The URL of a new database.
pub(crate) async fn database() -> String {
    let mut server = SERVER.lock().await;
    if server.is_none() {
        *server = Some(Postgres::start());
    }
    let server = server.as_ref().unwrap();
    let mut connection = server.connect().await;
    let name = format!("test_{}", random_text());
    let create = query(AssertSqlSafe(format!("CREATE DATABASE {name}")));
    create.execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    server.url(&name)
}

/// Stops the server, if there is one.
pub(crate) fn stop() {
    SERVER.blocking_lock().take();
}

impl Postgres {
    fn start() -> Self {
        let folder = Folder::create().unwrap();
        let data = folder.0.join("data");
        let postgres = Program::POSTGRES.path().unwrap().canonicalize().unwrap();
        let user = user(&folder.0);
        let user = user.as_deref();

        let made = command(&postgres.with_file_name("initdb"), user)
            .args(["--username", "postgres", "--auth", "trust", "--no-sync"])
            .args(["--encoding", "UTF8", "--no-locale", "--pgdata"])
            .arg(&data)
            .output()
            .unwrap();
        assert!(
            made.status.success(),
            "initdb: {}",
            String::from_utf8_lossy(&made.stderr)
        );
        let process = command(&postgres, user)
            .args(["-c", "listen_addresses=", "-F", "-k"])
            .arg(&folder.0)
            .arg("-D")
            .arg(&data)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self { process, folder }
    }

    fn url(&self, database: &str) -> String {
        format!(
            "postgres://postgres@localhost/{database}?host={}",
            self.folder.0.display()
        )
    }

    /// Waits until it is up.
    async fn connect(&self) -> AnyConnection {
        sqlx::any::install_default_drivers();
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            match AnyConnection::connect(&self.url("postgres")).await {
                Ok(connection) => return connection,
                Err(error) => assert!(Instant::now() < deadline, "{error}"),
            }
            sleep(Duration::from_millis(20)).await;
        }
    }
}

/// It does not run as root, so then it runs as somebody else, who gets the folder.
fn user(folder: &Path) -> Option<String> {
    let id = |arguments: &[&str]| Command::new("id").args(arguments).output().unwrap();
    if id(&["-u"]).stdout != b"0\n" {
        return None;
    }
    let has_own = id(&["-u", "postgres"]).status.success();
    let user = if has_own { "postgres" } else { "nobody" };
    let given = Command::new("chown").arg(user).arg(folder).status();
    assert!(given.unwrap().success());
    Some(user.to_owned())
}

fn command(program: &Path, user: Option<&str>) -> Command {
    let Some(user) = user else {
        return Command::new(program);
    };
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid", user, "--clear-groups"])
        .arg(program);
    command
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let pid = self.process.id().to_string();
        // At once, and yet it removes its shared memory.
        let _ = Command::new("kill").args(["-QUIT", &pid]).status();
        let _ = self.process.wait();
    }
}
