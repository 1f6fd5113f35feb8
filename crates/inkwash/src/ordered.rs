//! Work on many things at once whose results come in order.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// What a worker writes is held back up to so many bytes until it is its turn.
const HELD: usize = 256 * 1024;
/// So many finished results wait for one that is not, for each worker.
const WAITING: usize = 32;

/// Takes what comes of many pieces of work, in their order.
pub trait Taker<R> {
    /// What the work that is next wrote, or a part of it.
    ///
    /// # Errors
    /// An error ends all work.
    fn written(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// The work that is next is done: all that it wrote was taken.
    ///
    /// # Errors
    /// An error ends all work.
    fn done(&mut self, result: R) -> io::Result<()>;
}

/// Does `work` on all items with so many threads. What it writes, and its results, come to `taker` in the order of
/// the items, whatever the number of threads. Memory is bounded: who is far ahead waits.
///
/// # Errors
/// The first error of the taker.
///
/// # Panics
/// If the work does.
pub fn in_order<I, R, T>(
    jobs: usize,
    items: impl Iterator<Item = I> + Send,
    work: impl Fn(I, &mut dyn Write) -> R + Sync,
    taker: &mut T,
) -> io::Result<()>
where
    I: Send,
    R: Send,
    T: Taker<R> + Send + ?Sized,
{
    if jobs <= 1 {
        for item in items {
            let result = work(item, &mut Direct(taker, std::marker::PhantomData));
            taker.done(result)?;
        }
        return Ok(());
    }
    let items = Mutex::new(items.enumerate());
    let order = Order {
        state: Mutex::new(State { turn: 0, waiting: BTreeMap::new(), taker, failure: None, is_over: false }),
        moved: Condvar::new(),
        most: jobs * WAITING,
    };
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                let guard = OnPanic(&order);
                while !order.lock().is_over {
                    let item = items.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some((number, item)) = item else { break };
                    let mut turn = Turn { order: &order, number, held: Vec::new() };
                    let result = work(item, &mut turn);
                    order.deliver(number, turn.held, result);
                }
                std::mem::forget(guard);
            });
        }
    });
    let state = order.state.into_inner().unwrap_or_else(PoisonError::into_inner);
    state.failure.map_or(Ok(()), Err)
}

/// Of one worker alone.
struct Direct<'t, T: ?Sized, R>(&'t mut T, std::marker::PhantomData<R>);

impl<R, T: Taker<R> + ?Sized> Write for Direct<'_, T, R> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.written(bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Order<'t, R, T: ?Sized> {
    state: Mutex<State<'t, R, T>>,
    moved: Condvar,
    most: usize,
}

struct State<'t, R, T: ?Sized> {
    /// The number of the work that is next.
    turn: usize,
    waiting: BTreeMap<usize, (Vec<u8>, R)>,
    taker: &'t mut T,
    failure: Option<io::Error>,
    /// Nothing more is taken.
    is_over: bool,
}

impl<R, T: Taker<R> + ?Sized> State<'_, R, T> {
    fn take(&mut self, held: &[u8], result: R) {
        let taken = if held.is_empty() { Ok(()) } else { self.taker.written(held) };
        let outcome = taken.and_then(|()| self.taker.done(result));
        self.turn += 1;
        self.end_on(outcome);
    }

    fn end_on(&mut self, outcome: io::Result<()>) {
        if let Err(error) = outcome {
            self.is_over = true;
            self.failure.get_or_insert(error);
        }
    }
}

impl<'t, R, T: Taker<R> + ?Sized> Order<'t, R, T> {
    fn lock(&self) -> MutexGuard<'_, State<'t, R, T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'g>(&self, state: MutexGuard<'g, State<'t, R, T>>) -> MutexGuard<'g, State<'t, R, T>> {
        self.moved.wait(state).unwrap_or_else(PoisonError::into_inner)
    }

    fn deliver(&self, number: usize, held: Vec<u8>, result: R) {
        let mut state = self.lock();
        while state.turn != number && state.waiting.len() >= self.most && !state.is_over {
            state = self.wait(state);
        }
        if state.is_over {
            return;
        }
        if state.turn != number {
            state.waiting.insert(number, (held, result));
            return;
        }
        state.take(&held, result);
        while !state.is_over {
            let next = state.turn;
            let Some((held, result)) = state.waiting.remove(&next) else { break };
            state.take(&held, result);
        }
        self.moved.notify_all();
    }
}

/// Ends the others if a worker panics: they would wait for its turn for ever.
struct OnPanic<'o, 't, R, T: ?Sized>(&'o Order<'t, R, T>);

impl<R, T: ?Sized> Drop for OnPanic<'_, '_, R, T> {
    fn drop(&mut self) {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner).is_over = true;
        self.0.moved.notify_all();
    }
}

/// Where a worker writes.
struct Turn<'o, 't, R, T: ?Sized> {
    order: &'o Order<'t, R, T>,
    number: usize,
    held: Vec<u8>,
}

impl<R, T: Taker<R> + ?Sized> Write for Turn<'_, '_, R, T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        if self.held.len() < HELD {
            return Ok(bytes.len());
        }
        let mut state = self.order.lock();
        while state.turn != self.number && !state.is_over {
            state = self.order.wait(state);
        }
        if state.is_over {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let outcome = state.taker.written(&self.held);
        let failed = outcome.is_err();
        state.end_on(outcome);
        self.held.clear();
        if failed {
            self.order.moved.notify_all();
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct All {
        bytes: Vec<u8>,
        results: Vec<usize>,
        fails_at: Option<usize>,
    }

    impl Taker<usize> for All {
        fn written(&mut self, bytes: &[u8]) -> io::Result<()> {
            self.bytes.extend_from_slice(bytes);
            Ok(())
        }

        fn done(&mut self, result: usize) -> io::Result<()> {
            self.results.push(result);
            if Some(result) == self.fails_at { Err(io::Error::other("enough")) } else { Ok(()) }
        }
    }

    fn work(n: usize, out: &mut dyn Write) -> usize {
        // The first ones take longest, and some write more than is held back.
        std::thread::sleep(std::time::Duration::from_micros(200_u64.saturating_sub(n as u64)));
        let lines = if n.is_multiple_of(37) { 60_000 } else { n % 3 };
        for _ in 0..lines {
            if writeln!(out, "{n:06}").is_err() {
                break;
            }
        }
        n
    }

    #[test]
    fn any_number_of_threads_gives_the_same() {
        let mut one = All::default();
        in_order(1, 0..300, work, &mut one).expect("nothing fails");
        assert_eq!(one.results, (0..300).collect::<Vec<_>>());
        for jobs in [2, 3, 16] {
            let mut many = All::default();
            in_order(jobs, 0..300, work, &mut many).expect("nothing fails");
            assert!(many.results == one.results && many.bytes == one.bytes, "{jobs} threads");
        }
    }

    #[test]
    fn an_error_ends_all() {
        for jobs in [1, 4] {
            let mut all = All { fails_at: Some(40), ..All::default() };
            assert!(in_order(jobs, 0.., work, &mut all).is_err());
            assert_eq!(all.results, (0..=40).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_panic_ends_all() {
        let outcome = std::panic::catch_unwind(|| {
            let fails = |n: usize, _: &mut dyn Write| if n == 5 { panic!("on purpose") } else { n };
            in_order(3, 0.., fails, &mut All::default())
        });
        assert!(outcome.is_err());
    }
}
