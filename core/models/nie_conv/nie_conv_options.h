#pragma once

#include "core/config/options.h"
#include "core/numerics/solver_gradient.h"

namespace nie {

/// Settings of the neural integral equation with a convolution kernel.
struct NieConvOptions {
    std::int64_t width = 32;
    std::int64_t modes = 16;
    std::string kernel = "modes";
    std::int64_t timeBasis = 8;
    std::int64_t knots = 0;
    std::int64_t hidden = 64;
    std::int64_t timeFeatures = 2;
    bool localTerm = true;
    bool spaceCoordinates = false;
    double outputScale = 0.3;
    FixedPointOptions solver{.tolerance = 1e-4, .maxIterations = 60};
    FixedPointOptions trainingSolver{.tolerance = 1e-2, .maxIterations = 5};
    GradientOptions gradient;

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("width", width, {.description = "Components of the function that the equation is solved for",
                           .minimum = 1.0, .maximum = 1024.0});
        v("modes", modes, {.description = "Largest wave number of the kernel along each axis of space",
                           .minimum = 0.0, .maximum = 512.0});
        v("kernel", kernel, {.description = "modes: a free matrix for each wave number and polynomial in "
                                            "time. network: a network of wave number and lag",
                             .choices = {"modes", "network"}});
        v("time_basis", timeBasis, {.description = "Chebyshev polynomials of the lag in the kernel",
                                    .minimum = 1.0, .maximum = 64.0});
        v("knots", knots, {.description = "Equidistant times on which the equation is solved; 0: as many as "
                                          "the data have", .minimum = 0.0, .maximum = 4096.0});
        v("hidden", hidden, {.description = "Width of the pointwise networks", .minimum = 1.0,
                             .maximum = 4096.0});
        v("time_features", timeFeatures, {.description = "Pairs sin, cos of k pi t beside t in the free "
                                                         "function", .minimum = 0.0, .maximum = 64.0});
        v("local_term", localTerm, {.description = "y = f + l(integral + f) with a pointwise network l, in "
                                                   "place of y = f + integral"});
        v("space_coordinates", spaceCoordinates,
          {.description = "Tell the free function the place: for equations that are not translation "
                          "invariant, such as those with a forcing"});
        v("output_scale", outputScale, {.description = "Size of the integral at the start: small, so that "
                                                       "the equation is solvable", .minimum = 0.0,
                                        .maximum = 10.0, .minimumExcluded = true});
        v.section("solver", solver);
        v.section("training_solver", trainingSolver);
        v.section("gradient", gradient);
    }
};

}  // namespace nie
