//! Bodies that take their time.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Body, Bytes};
use futures_util::stream;

/// A byte now and then.
pub(crate) fn drip(bytes: Bytes, every: Duration) -> Body {
    Body::from_stream(stream::unfold(bytes, move |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        tokio::time::sleep(every).await;
        let byte = rest.split_to(1);
        Some((Ok::<_, Infallible>(byte), rest))
    }))
}

/// Nothing, for ever.
pub(crate) fn never() -> Body {
    Body::from_stream(stream::pending::<Result<Bytes, Infallible>>())
}

/// A JSON object of exactly so many bytes (at least 11), never held in memory as a whole.
pub(crate) fn big(bytes: u64) -> Body {
    const HEAD: &str = r#"{"junk":""#;
    const TAIL: &str = r#""}"#;
    const CHUNK: u64 = 64 * 1024;
    let filling = bytes.saturating_sub((HEAD.len() + TAIL.len()) as u64);
    let chunks = filling / CHUNK;
    let rest = usize::try_from(filling % CHUNK).unwrap_or_default();
    let chunk = Bytes::from(vec![b'x'; CHUNK as usize]);
    let end = chunk.slice(..rest);
    let filled = (0..chunks).map(move |_| chunk.clone());
    let all = std::iter::once(Bytes::from_static(HEAD.as_bytes()))
        .chain(filled)
        .chain([end, Bytes::from_static(TAIL.as_bytes())]);
    Body::from_stream(stream::iter(all.map(Ok::<_, Infallible>)))
}
