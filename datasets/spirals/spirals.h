#pragma once

#include "core/data/dataset.h"
#include "core/data/generation.h"

#include <Eigen/Dense>

namespace nie {

/// The equation itself is in spirals_equation.h.
struct SpiralsOptions {
    std::int64_t curves = 500;
    std::int64_t points = 100;
    std::int64_t given = 20;
    std::int64_t start = 0;
    double noise = 0.0;
    double amplitude = 1.0;
    std::string recipe = "converged";

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("curves", curves, {.description = "Number of curves", .minimum = 3.0, .maximum = 1e6});
        v("points", points,
          {.description = "Equidistant points on [0, 1], both ends included",
           .minimum = 3.0,
           .maximum = 10000.0});
        v("given", given, {.description = "Points that a model is given", .minimum = 1.0});
        v("given_start", start,
          {.description = "The first of them; 20: the shifted window of the publication", .minimum = 0.0});
        v("noise", noise,
          {.description = "Standard deviation of the normal noise added to every value "
                          "(released recipe: 0 stands for 0.0211)",
           .minimum = 0.0});
        v("amplitude", amplitude,
          {.description = "The offsets u are uniform on [-amplitude, amplitude]",
           .minimum = 0.0,
           .maximum = 100.0});
        v("recipe", recipe,
          {.description = "converged: solutions to 13 digits; released: six evaluations "
                          "of a damped trapezoid iteration, as in the published data",
           .choices = {"converged", "released"}});
    }
};

namespace spirals {

/// The offset u of one curve, which does not depend on how many curves there are.
Eigen::Vector2d offset(std::uint64_t seed, std::int64_t curveIndex, double amplitude);

/// The solution for the offset u at equidistant points on [0, 1]: [2, points].
Eigen::MatrixXd solve(const Eigen::Vector2d& u, std::int64_t points);

/// The last of `evaluations` values G(y), with y <- y + damping (G(y) - y) between two of them,
/// from y = f; the integral by the trapezoid rule on the points themselves: [2, points].
Eigen::MatrixXd iterateTrapezoid(const Eigen::Vector2d& u, std::int64_t points,
                                 std::int64_t evaluations, double damping);

}  // namespace spirals

/// Curves y1, y2 on [0, 1]. Throws InputError for options that contradict each other, Interrupted
/// when stopped between two curves.
Dataset makeSpirals(const SpiralsOptions& options, const GenerationContext& context);

DatasetEntry spiralsEntry();

}  // namespace nie
