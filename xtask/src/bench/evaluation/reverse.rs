//! The reverse question: which of many plans under way does a new notification concern? As the watch asks it after every
//! record.

use super::Times;
use crate::workload::Workload;
use crate::workload::filled::Filled;
use serde_json::{Value, json};
use std::hint::black_box;
use std::time::{Duration, Instant as Clock};

/// So many notifications are asked about.
const ASKED: usize = 2_000;

/// Puts plans under way and tells of sites and movements, looking after each record which plans it concerns.
pub(super) fn measure(workload: &Workload, plans: u32) -> Result<Value, String> {
    let mut filled = Filled::with_plans(workload, plans)?;
    let (mut each, mut concerned) = (Vec::new(), 0_usize);
    for notification in 0..workload.count {
        if each.len() == ASKED {
            break;
        }
        let context = filled.tell_anew(notification, workload)?;
        let began = Clock::now();
        let following = black_box(filled.register.to_follow(&context));
        each.push(began.elapsed());
        concerned += following.map_or(0, |following| following.plans.len());
    }
    let asked = each.len().max(1);
    // By the clock: looking at the processor's takes longer than the question.
    let all: Duration = each.iter().sum();
    let mut figures = Times::new(each, all).figures();
    if let Some(figures) = figures.as_object_mut() {
        figures.insert("plans".to_owned(), json!(plans));
        #[allow(clippy::cast_precision_loss)]
        let mean = (concerned as f64 / asked as f64 * 100.0).round() / 100.0;
        figures.insert("plans_concerned_each".to_owned(), json!(mean));
    }
    Ok(figures)
}
