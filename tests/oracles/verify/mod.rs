mod faults;
mod oracles;
