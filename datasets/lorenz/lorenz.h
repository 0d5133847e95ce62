#pragma once

#include "core/data/dataset.h"
#include "core/data/generation.h"

#include <Eigen/Dense>

namespace nie {

/// The Lorenz system with sigma = 10, rho = 28, beta = 8/3, from a start uniform on [0, 0.5]^3.
struct LorenzOptions {
    std::int64_t curves = 200;
    std::string variant = "forecast";
    std::int64_t given = 0;
    std::string normalisation = "standard";

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("curves", curves,
          {.description = "Number of curves, each with a start of its own",
           .minimum = 3.0,
           .maximum = 1e6});
        v("variant", variant,
          {.description =
               "forecast: 2 time units on the attractor; long_forecast: 4; from_origin_10 and "
               "from_origin_20: from the start near the origin; as_published_unpredictable: "
               "100 time units, far beyond the horizon of prediction",
           .choices = {"forecast", "long_forecast", "from_origin_10", "from_origin_20",
                       "as_published_unpredictable"}});
        v("given", given,
          {.description = "First points that a model is given; 0: half of them", .minimum = 0.0});
        v("normalisation", normalisation,
          {.description = "standard: zero mean and unit deviation per "
                          "channel; none: the system's own units",
           .choices = {"standard", "none"}});
    }
};

namespace lorenz {

/// How much of the trajectory a variant shows.
struct Window {
    double burnIn = 0.0;    ///< time from the start to the first point
    double duration = 0.0;  ///< time from the first point to the last
    std::int64_t points = 0;
};

/// Throws InputError for an unknown variant.
Window windowOf(const std::string& variant);

/// (x, y, z) at the times, from `start` at times[0]: [3, time].
Eigen::MatrixXd solve(const Eigen::Vector3d& start, const std::vector<double>& times);

}  // namespace lorenz

/// Times begin at 0 after the burn-in. Throws InputError for options that contradict each other,
/// Interrupted when stopped between two curves. The unit is that of 200 curves of a fixed draw of
/// the same variant; recipe["physical"] holds it.
Dataset makeLorenz(const LorenzOptions& options, const GenerationContext& context);

DatasetEntry lorenzEntry();

}  // namespace nie
