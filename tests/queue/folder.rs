use std::path::PathBuf;
use std::{env, fs, io};

use crate::vendor::random_text;

/// A folder that is gone afterwards.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn create() -> io::Result<Self> {
        let folder = env::temp_dir().join(format!("bot-webhooks-{}", random_text()));
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
