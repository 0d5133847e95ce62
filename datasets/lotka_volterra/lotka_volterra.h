#pragma once

#include "core/data/dataset.h"
#include "core/data/generation.h"

#include <Eigen/Dense>

namespace nie {

/// Predator and prey, x' = a x - b x z, z' = -c z + d b x z, from (x, z)(0) = (10, 5).
struct LotkaVolterraOptions {
    std::int64_t curves = 400;
    std::int64_t points = 100;
    double duration = 15.0;
    std::int64_t given = 50;
    std::string normalisation = "logarithm";

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("curves", curves,
          {.description = "Number of curves, each with coefficients of its own",
           .minimum = 3.0,
           .maximum = 1e6});
        v("points", points,
          {.description = "Equidistant points, both ends included",
           .minimum = 3.0,
           .maximum = 10000.0});
        v("duration", duration,
          {.description = "Length of the curves in time",
           .minimum = 0.0,
           .maximum = 1000.0,
           .minimumExcluded = true});
        v("given", given, {.description = "First points that a model is given", .minimum = 1.0});
        v("normalisation", normalisation,
          {.description =
               "logarithm: standardised logarithms of the populations; maximum: populations "
               "over their largest value; none: populations",
           .choices = {"logarithm", "maximum", "none"}});
    }
};

namespace lotka_volterra {

struct Coefficients {
    double a = 1.0;  ///< growth of the prey
    double b = 1.0;  ///< predation
    double c = 1.0;  ///< death of the predators
    double d = 1.0;  ///< predators gained per prey lost
};

/// a, b uniform on [0.5, 1.5], c on [0.5, 2.5], d on [0.25, 1.25].
Coefficients drawCoefficients(std::uint64_t seed, std::int64_t curve);

/// (ln x, ln z) at the times, from (x, z) = (10, 5) at times[0]: [2, time]. In logarithms, because
/// populations fall to 1e-14 and an absolute tolerance would lose them.
Eigen::MatrixXd solveLogarithms(const Coefficients& coefficients, const std::vector<double>& times);

/// H = d b x - c ln x + b z - a ln z, which does not change along a curve.
double invariant(const Coefficients& coefficients, double logPrey, double logPredators);

}  // namespace lotka_volterra

/// Throws InputError for options that contradict each other, Interrupted when stopped between two
/// curves. The unit (mean and scale per channel) is that of the 400 curves of seed 0x5ca1e, so
/// that it depends on no split and on no seed; recipe["physical"] holds it.
Dataset makeLotkaVolterra(const LotkaVolterraOptions& options, const GenerationContext& context);

DatasetEntry lotkaVolterraEntry();

}  // namespace nie
