//! How often jobs are asked for while somebody looks at them.

/// The pause after an answer that shows nothing that may still change, in milliseconds.
const SLOW_MS: u32 = 30_000;
/// By how much each answer that brought nothing new makes the next pause longer.
const STEP_MS: u32 = 10_000;
/// The longest pause.
const SLOWEST_MS: u32 = 60_000;

/// What is known when the pause before the next poll is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// Whether any job that is shown may still change.
    pub may_change: bool,
    /// How many answers in a row brought nothing new.
    pub unchanged: u32,
    /// Whether the last try failed, with all its repetitions: what is in trouble is not asked quickly.
    pub failed: bool,
}

impl Pace {
    /// The pause before the next poll in milliseconds: `quick_seconds` while something may change, else 30 s that grow
    /// to 60 s while nothing does.
    pub fn pause_ms(&self, quick_seconds: u32) -> u32 {
        let quick = quick_seconds.saturating_mul(1_000);
        if self.may_change && !self.failed {
            return quick;
        }
        let slow = SLOW_MS.saturating_add(self.unchanged.saturating_mul(STEP_MS));
        slow.min(SLOWEST_MS).max(quick)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn quick_while_something_may_change_and_slower_while_nothing_does() {
        let still = |unchanged| {
            Pace {
                unchanged,
                ..Pace::default()
            }
            .pause_ms(3)
        };
        assert_eq!(
            [still(0), still(1), still(2), still(3), still(4), still(u32::MAX)],
            [30_000, 40_000, 50_000, 60_000, 60_000, 60_000]
        );
        let moving = Pace {
            may_change: true,
            unchanged: 99,
            failed: false,
        };
        assert_eq!(
            moving.pause_ms(3),
            3_000,
            "a job that runs for long is still followed"
        );
        assert_eq!(
            Pace {
                failed: true,
                ..moving
            }
            .pause_ms(3),
            60_000
        );
        assert_eq!(still(0), 30_000);
        assert_eq!(
            Pace::default().pause_ms(3_600),
            3_600_000,
            "a deployment may ask for less"
        );
    }

    proptest! {
        #[test]
        fn no_pause_is_shorter_than_the_deployment_wants(
            may_change: bool, unchanged: u32, failed: bool, quick: u32
        ) {
            let pause = Pace { may_change, unchanged, failed }.pause_ms(quick);
            prop_assert!(pause >= quick.saturating_mul(1_000));
        }
    }
}
