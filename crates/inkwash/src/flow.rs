//! What a stream goes through: a sieve, if records are to be taken out, and the pump.

use inkwash_core::{Place, Pump, Sieve, Sink, Tally};

use crate::Error;
use crate::retention::{RetentionUse, Uses, lock};

pub(crate) struct Flow {
    sieve: Option<(Sieve, Uses)>,
    pump: Pump,
    sieved: Vec<u8>,
    tally: Tally,
}

impl Flow {
    pub(crate) fn new(pump: Pump, sieve: Option<(Sieve, Uses)>) -> Self {
        let tally = pump.tally().clone();
        Self { sieve, pump, sieved: Vec::new(), tally }
    }

    pub(crate) fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>, sink: &mut dyn Sink) -> Result<(), Error> {
        match &mut self.sieve {
            None => self.pump.push(bytes, out, sink)?,
            Some((sieve, _)) => {
                sieve.push(bytes, &mut self.sieved)?;
                self.pump.push(&self.sieved, out, sink)?;
                self.sieved.clear();
            }
        }
        self.count();
        Ok(())
    }

    pub(crate) fn finish(&mut self, out: &mut Vec<u8>, sink: &mut dyn Sink) -> Result<(), Error> {
        if let Some((sieve, _)) = &mut self.sieve {
            sieve.finish(&mut self.sieved)?;
            self.pump.push(&self.sieved, out, sink)?;
            self.sieved.clear();
        }
        self.pump.finish(out, sink)?;
        self.count();
        Ok(())
    }

    fn count(&mut self) {
        self.tally.clone_from(self.pump.tally());
        if let Some((sieve, _)) = &self.sieve {
            self.tally.bytes_in = sieve.tally().bytes_in;
        }
    }

    /// What went through so far. Records are those that are left.
    pub(crate) const fn tally(&self) -> &Tally {
        &self.tally
    }

    pub(crate) fn oddities(&self) -> &[(&'static str, u64)] {
        self.pump.oddities()
    }

    /// How many records each place stands for, as the pump counts them.
    pub(crate) fn records_by_place(&self) -> impl Iterator<Item = (&Place, u64)> {
        self.pump.records_by_place()
    }

    /// What retention rules came to so far.
    pub(crate) fn retention(&self) -> Vec<RetentionUse> {
        self.sieve.as_ref().map(|(_, uses)| lock(uses).clone()).unwrap_or_default()
    }
}

impl From<Pump> for Flow {
    fn from(pump: Pump) -> Self {
        Self::new(pump, None)
    }
}
