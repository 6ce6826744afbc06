//! Flowcharts and state diagrams: nodes in ranks, arrows between them, groups and swim lanes around them.
//!
//! The layout is the layered one of Sugiyama, Tagawa and Toda (1981): ranks (`rank`), a slot for each bend of an arrow
//! (`slots`), an order with few crossings (`order`), places (`place`), ways with right angles (`route`).

mod arrows;
pub mod draw;
pub mod graph;
mod order;
pub mod parse;
mod place;
mod rank;
mod route;
mod shapes;
mod size;
mod slots;
pub mod state;
