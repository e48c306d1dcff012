//! The program: hands the command line to the library.

/// What one thread takes another gives back, thousands of times a second: with the system's allocator a fifth of the
/// writer's time went into waiting for each other (decision 1).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    truceline::cli::run(std::env::args_os())
}
