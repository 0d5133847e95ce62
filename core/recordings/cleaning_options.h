#pragma once

#include "core/config/options.h"

#include <cstdint>
#include <string>

namespace nie {

/// What is done to a run before it is modelled, in the order of the options.
struct CleaningOptions {
    std::int64_t drop = 0;
    bool logarithm = false;
    std::string censor;
    double censorAbove = 0.0;
    std::string detrend = "none";
    double highPass = 0.0;
    double lowPass = 0.0;
    std::string filter = "causal";
    std::string confounds;
    std::string columns;
    bool motion24 = false;
    std::int64_t downsample = 1;
    std::string standardise = "none";

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("drop", drop, {.description = "Volumes left out at the beginning", .minimum = 0.0});
        v("log", logarithm, {.description = "Natural logarithm of the values, which must be > 0"});
        v("censor", censor,
          {.description = "Volumes to leave out, from 0, such as 10-12,55: bridged until the band "
                          "is cut out, then removed; no window crosses them"});
        v("censor_above", censorAbove,
          {.description = "Leaves out volumes whose framewise_displacement in the table of confounds "
                          "is larger; 0: none",
           .unit = "mm",
           .minimum = 0.0});
        v("detrend", detrend,
          {.description = "Least-squares polynomial taken out of series and confounds",
           .choices = {"none", "demean", "linear", "quadratic"}});
        v("high_pass", highPass,
          {.description = "Lower end of the pass band of series and confounds; 0: none",
           .unit = "Hz",
           .minimum = 0.0});
        v("low_pass", lowPass,
          {.description = "Upper end of the pass band; 0: none", .unit = "Hz", .minimum = 0.0});
        v("filter", filter,
          {.description = "How the band is cut out: Butterworth of order 5, causal (forward alone) "
                          "or zero_phase (forward and backward, which moves the future into the "
                          "past); cosine: waves slower than high_pass are regressed out",
           .choices = {"causal", "zero_phase", "cosine"}});
        v("confounds", confounds,
          {.description = "Table with columns to regress out; empty: none"});
        v("columns", columns,
          {.description = "Which of its columns, by name and separated by commas; empty: all"});
        v("motion24", motion24,
          {.description = "Adds differences, squares and squared differences of the confounds"});
        v("downsample", downsample,
          {.description = "Mean of so many volumes after one another in place of each of them",
           .minimum = 1.0});
        v("standardise", standardise,
          {.description = "At the end, per run and region: zscore, or percent of the original mean",
           .choices = {"none", "zscore", "percent"}});
    }
};

}  // namespace nie
