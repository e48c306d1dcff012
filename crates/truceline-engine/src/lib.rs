//! The engine: everything durable about one register.
//!
//! It holds the seams between the pure register and the disk: the log's [`store`], the [`vault`] that can
//! delete, the [`head`] file that no restored copy can roll back, [`keyfile`]s, the data [`folder`] and
//! [`backup`]s. It does not judge statements, hash trees or sign: that is `truceline-register` and
//! `truceline-log`. Async begins above it.
//!
//! The order of one commit (DESIGN §5) as far as this half of the crate is concerned; each step is durable
//! before the next begins:
//!
//! 1. [`vault::Vault::put`]: what may one day be erased. Content without a log entry is garbage that
//!    [`vault::Vault::discard_from`] clears at start; a log entry without its content would be a loss.
//! 2. [`store::Store::append`]: entries and signed checkpoint, all or nothing.
//! 3. [`head::HeadFile::advance`]: the high-water mark outside the database.
//!
//! An outcome `Unknown` from any of the three ends the process: nobody can say what the disk holds until it
//! has been read again from the start.

pub mod backup;
pub mod clock;
pub mod database;
pub mod disk;
pub mod evidence;
pub mod fault;
pub mod folder;
pub mod fsck;
pub mod head;
pub mod keyfile;
pub mod lock;
pub mod randomness;
pub mod replay;
pub mod restore;
pub mod store;
pub mod upgrade;
pub mod vault;
pub mod writer;
