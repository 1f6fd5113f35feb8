//! Options that several commands share.

use std::fs;
use std::path::{Path, PathBuf};

use inkwash::{Error, Policy, entity_names};

/// What is looked for.
#[derive(clap::Args)]
pub(crate) struct Looking {
    /// A policy file: what is looked for, and what happens to it.
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// Look for these entities only (comma-separated).
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    entities: Vec<String>,
    /// Count the national formats of these regions without further context (ISO 3166 codes,
    /// comma-separated).
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    regions: Vec<String>,
    /// The least score of a finding, from 0 to 1 [default: 0.5].
    #[arg(long, value_name = "SCORE")]
    min_score: Option<f64>,
}

/// How streams are read.
#[derive(clap::Args)]
pub(crate) struct Reading {
    /// How the input is read: auto, text, csv, tsv, json, ndjson, sql, … (see `inkwash entities`).
    #[arg(long, value_name = "FORMAT", default_value = "auto")]
    pub(crate) input_format: String,
}

impl Looking {
    /// The policy file with the other options on top.
    pub(crate) fn policy(&self) -> Result<Policy, Error> {
        let known = entity_names();
        let mut policy = match &self.policy {
            Some(path) => Policy::parse(&read_text(path)?, &known)?,
            None => Policy::default(),
        };
        if !self.entities.is_empty() {
            policy = policy.entities(&self.entities);
        }
        for region in &self.regions {
            policy = policy.region(region)?;
        }
        if let Some(score) = self.min_score {
            policy = policy.min_score(score)?;
        }
        policy.check(&known)?;
        Ok(policy)
    }
}

/// A small text file of the user's.
pub(crate) fn read_text(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|e| Error::io(format!("cannot read {}", path.display()), e))
}

/// Opens a file for reading.
pub(crate) fn open(path: &Path) -> Result<fs::File, Error> {
    let failed = |e| Error::io(format!("cannot open {}", path.display()), e);
    let file = fs::File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_dir() {
        return Err(failed(std::io::ErrorKind::IsADirectory.into()));
    }
    Ok(file)
}
