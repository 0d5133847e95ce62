#pragma once

#include "core/config/json.h"
#include "core/results/solver_trace.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nie {

/// One solve on the way to the automatic choice of nodes and windows.
struct RefinementStep {
    int windows = 1;
    int nodes = 0;
    bool converged = false;
    std::optional<double> estimate;  ///< largest difference to the solve with half the nodes
};

/// Values over a tensor grid: one or two axes, the last one fastest.
struct GridValues {
    std::vector<std::vector<double>> axes;  ///< rising coordinates, one list an axis
    std::vector<double> values;             ///< [points.., channels]

    std::size_t pointCount() const;
    /// One channel of `channels`, [points..].
    std::vector<double> channel(std::size_t index, std::size_t channels) const;
};

/// The kernel K(t, s) over a grid; in more than one dimension a slice along the first axis.
struct KernelGrid {
    std::string caption;                       ///< how it is sliced; empty on the line
    std::vector<double> t;                     ///< rising
    std::vector<double> s;                     ///< rising
    std::vector<std::string> names;            ///< of the entries: "K", or "K11", "K12", ...
    std::vector<std::vector<double>> entries;  ///< one an entry, [t, s] row by row
    std::vector<std::uint8_t> outside;  ///< [t, s]: non-zero where the integral does not reach
};

/// An integral equation solved, as values for figures and tables. What is not there stays empty.
struct EquationStudy {
    std::string name;
    std::string formula;
    std::vector<std::string> axisNames;
    std::size_t channels = 1;
    std::string slice;    ///< three dimensions: where the third axis is held, for captions
    GridValues solution;  ///< on an even grid over the domain
    GridValues exact;     ///< on the same grid; no values where it is not known
    std::optional<KernelGrid> kernel;  ///< factorised form only
    std::vector<GridValues> iterates;  ///< y0, y1, ... at the knots, of the first window
    SolverTrace trace;
    std::vector<RefinementStep> refinements;
    Json report;          ///< the numbers, as nie solve --json --trace prints them
    std::string command;  ///< the shell line that solves the same
};

}  // namespace nie
