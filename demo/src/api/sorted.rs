//! Jobs in the order of an attribute other than their time: the one thing that takes a look at all of them.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::held;
use crate::seed::{Book, Share};

/// From so many jobs on, an order is worth keeping for a while, a little out of date as it may be.
const MANY: u64 = 10_000;
const KEPT_FOR: Duration = Duration::from_secs(5);

/// What an order depends on, but for the passing of time.
#[derive(PartialEq, Eq)]
struct Key {
    edition: u64,
    share: Share,
    attribute: &'static str,
}

/// An order and when it was made.
struct Kept {
    key: Key,
    made: Instant,
    order: Arc<[u64]>,
}

/// The order used last.
#[derive(Default)]
pub(crate) struct Sorted {
    kept: Mutex<Option<Kept>>,
    /// One is made at a time: of ten million jobs each takes half a gigabyte.
    making: tokio::sync::Mutex<()>,
}

impl Sorted {
    /// The indices of a share's jobs, sorted upwards by an attribute; the older first among equals.
    pub(crate) async fn by(&self, book: Book, share: Share, attribute: &'static str) -> Arc<[u64]> {
        let key = Key {
            edition: book.edition,
            share: share.clone(),
            attribute,
        };
        let _making = self.making.lock().await;
        if let Some(kept) = held(&self.kept).as_ref()
            && kept.key == key
            && kept.made.elapsed() < KEPT_FOR
        {
            return Arc::clone(&kept.order);
        }
        let order = tokio::task::spawn_blocking(move || sort(&book, &share, attribute))
            .await
            .unwrap_or_default();
        if order.len() as u64 >= MANY {
            *held(&self.kept) = Some(Kept {
                key,
                made: Instant::now(),
                order: Arc::clone(&order),
            });
        }
        order
    }
}

fn sort(book: &Book, share: &Share, attribute: &str) -> Arc<[u64]> {
    let indices = (0..share.count(book.total())).filter_map(|place| share.nth(place));
    let mut keyed: Vec<_> = indices
        .map(|index| (book.job(index).key(attribute), index))
        .collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, index)| index).collect()
}
