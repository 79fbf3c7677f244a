use std::io::{self, Write as _};
use std::process::ExitCode;

/// The arguments, or the status to end with: after the help, or after what is wrong with them.
pub(crate) fn or_end<T>(args: Result<Option<T>, lexopt::Error>, help: &str) -> Result<T, ExitCode> {
    match args {
        Ok(Some(args)) => Ok(args),
        Ok(None) => {
            // Not `print!`, which panics where nobody reads.
            let _ = write!(io::stdout(), "{help}");
            Err(ExitCode::SUCCESS)
        }
        Err(error) => {
            eprintln!("error: {error}, see --help");
            Err(ExitCode::from(2))
        }
    }
}
