//! What the benchmarks share: generated corpora, the yardsticks that are run beside inkwash,
//! clocks, and the one module that knows inkwash's interface.

pub mod clock;
pub mod corpora;
pub mod subject;
pub mod transforms;
pub mod yardsticks;
