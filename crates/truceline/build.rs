//! Lists what `cargo xtask console` has built, so that the program holds it (decision 49).
//!
//! It runs no other program and fetches nothing. Where nothing was built the list is empty, and the program's page says
//! how to build it.

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the built console stands; the folder is always there.
const BUILT: &str = "../../console/app/dist";

fn main() -> Result<(), Box<dyn Error>> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let built = here.join(BUILT);
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", built.display());
    let site = built.join("site");
    let mut files = Vec::new();
    if site.is_dir() {
        under(&site, &mut files)?;
    }
    files.sort();
    let mut list = String::from("&[\n");
    for file in files.iter().filter(|file| !is_compressed(file)) {
        let path = file.strip_prefix(&site)?.to_string_lossy().into_owned();
        let compressed = PathBuf::from(format!("{}.br", file.display()));
        let smaller = match compressed.is_file() {
            true => format!(
                "Some(include_bytes!({:?}))",
                compressed.display().to_string()
            ),
            false => "None".to_owned(),
        };
        let bytes = file.display().to_string();
        writeln!(
            list,
            "    Asset {{ path: {path:?}, bytes: include_bytes!({bytes:?}), brotli: {smaller} }},"
        )?;
    }
    list.push_str("]\n");
    let out = PathBuf::from(env::var("OUT_DIR")?).join("console_assets.rs");
    fs::write(out, list)?;
    Ok(())
}

fn is_compressed(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending == "br")
}

fn under(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            under(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
