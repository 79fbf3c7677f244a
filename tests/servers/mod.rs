//! Tests that start a server. Where it isn't installed, they are ignored, and the run says which and
//! why; with `CI` in the environment, they fail.

use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::{env, fs};

use libtest_mimic::{Arguments, Trial};

/// A server.
pub(crate) struct Program {
    command: &'static str,
    /// How to install it.
    install: &'static str,
}

#[allow(dead_code, reason = "a binary starts one of them")]
impl Program {
    pub(crate) const NATS: Self = Self {
        command: "nats-server",
        install: "on Debian: apt-get install nats-server, which puts it into /usr/sbin",
    };
    pub(crate) const POSTGRES: Self = Self {
        command: "postgres",
        install: "on Debian: apt-get install postgresql",
    };
    pub(crate) const REDIS: Self = Self {
        command: "redis-server",
        install: "on Debian: apt-get install redis-server",
    };

    pub(crate) fn command(&self) -> Command {
        Command::new(self.command)
    }

    /// Debian has Postgres in folders that are not in PATH.
    pub(crate) fn path(&self) -> Option<PathBuf> {
        let path = env::var_os("PATH").unwrap_or_default();
        let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
        let debian = versions.flatten().map(|version| version.path().join("bin"));
        let mut programs = env::split_paths(&path)
            .chain(debian)
            .map(|folder| folder.join(self.command));
        programs.find(|program| program.is_file())
    }
}

/// A test that fails if it panics.
pub(crate) fn test(name: &str, run: impl FnOnce() + Send + 'static) -> Trial {
    Trial::test(name, || {
        run();
        Ok(())
    })
}

/// Runs the tests, of which the first need this server.
pub(crate) fn run(server: &Program, tests: Vec<Trial>, others: Vec<Trial>) -> ExitCode {
    let arguments = Arguments::from_args();
    if server.path().is_some() {
        let tests = tests.into_iter().chain(others).collect();
        return libtest_mimic::run(&arguments, tests).exit_code();
    }
    let Program { command, install } = server;
    let missing = format!("there is no {command} in PATH; {install}");
    let is_ci = env::var_os("CI").is_some_and(|value| !value.is_empty());
    let tests: Vec<_> = tests
        .into_iter()
        .map(|test| {
            if is_ci {
                let reason = format!("{missing}. With CI in the environment, no test is ignored.");
                Trial::test(test.name(), || Err(reason.into()))
            } else {
                let reason = format!("needs {command}");
                test.with_kind(reason).with_ignored_flag(true)
            }
        })
        .chain(others)
        .collect();
    let conclusion = libtest_mimic::run(&arguments, tests);
    if conclusion.num_ignored > 0 && !arguments.list {
        println!("{} ignored: {missing}\n", conclusion.num_ignored);
    }
    conclusion.exit_code()
}
