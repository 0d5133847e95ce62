#pragma once

#include "core/data/dataset.h"
#include "core/data/generation.h"
#include "datasets/burgers/random_profile.h"

namespace nie {

/// u_t + u u_x = nu u_xx on a circle from a Gaussian random field. 0 (-1 for slices) stands for the
/// variant's value, see burgers::Recipe.
struct BurgersOptions {
    std::int64_t samples = 1200;
    std::string variant = "nie";
    std::int64_t resolution = 0;
    std::int64_t storedResolution = 0;
    std::int64_t stamps = 0;
    std::int64_t firstSlice = -1;
    std::int64_t lastSlice = -1;
    std::int64_t given = 1;
    double viscosity = 0.0;
    double gamma = 0.0;
    double tau = 0.0;
    double sigma = 0.0;
    std::string precision = "double";

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("samples", samples,
          {.description = "Number of initial fields", .minimum = 3.0, .maximum = 1e6});
        v("variant", variant,
          {.description = "nie: viscosity 0.001, ten stamps; fno_benchmark: the set of the Fourier "
                          "neural operator, viscosity 0.1, from t = 0 to t = 1",
           .choices = {"nie", "fno_benchmark"}});
        v("resolution", resolution,
          {.description = "Points on which it is solved; 0: the variant's (1024; 8192)",
           .minimum = 0.0,
           .maximum = 65536.0});
        v("stored_resolution", storedResolution,
          {.description = "Points that are kept, every n-th; 0: the variant's (256; 1024)",
           .minimum = 0.0});
        v("stamps", stamps,
          {.description = "Times that are kept, equidistant and rounded down to slices of 1/400; "
                          "0: the variant's (10; 2)",
           .minimum = 0.0,
           .maximum = 401.0});
        v("first_slice", firstSlice,
          {.description =
               "Slice of the first time: 0 is the initial field; -1: the variant's (1; 0)",
           .minimum = -1.0,
           .maximum = 399.0});
        v("last_slice", lastSlice,
          {.description = "Slice of the last time; -1: the variant's (399; 400)",
           .minimum = -1.0,
           .maximum = 400.0});
        v("given", given, {.description = "First stamps that a model is given", .minimum = 1.0});
        v("nu", viscosity,
          {.description = "Viscosity; 0: the variant's (0.001; 0.1)",
           .minimum = 0.0,
           .maximum = 10.0});
        v("gamma", gamma,
          {.description = "Exponent of the initial field's covariance; 0: the variant's (2.5; 2)",
           .minimum = 0.0,
           .maximum = 20.0});
        v("tau", tau,
          {.description = "Inverse length of the initial field; 0: the variant's (7; 5)",
           .minimum = 0.0});
        v("sigma", sigma,
          {.description = "Amplitude of the initial field; 0: the variant's (49; 25)",
           .minimum = 0.0});
        v("precision", precision,
          {.description = "In which the fields are kept; they are always computed in double",
           .choices = {"double", "single"}});
    }
};

namespace burgers {

inline constexpr std::int64_t kSlices = 400;  ///< equal steps of time in [0, 1]

/// What the options stand for.
struct Recipe {
    std::int64_t resolution = 1024;
    std::int64_t storedResolution = 256;
    std::vector<std::int64_t> slices;  ///< of the stamps, increasing, in 0 .. 400
    double viscosity = 1e-3;
    RandomProfile field;
};

/// Throws InputError for options that contradict each other.
Recipe recipeOf(const BurgersOptions& options);

/// linspace(first, last, stamps), each number rounded down.
std::vector<std::int64_t> stampSlices(std::int64_t first, std::int64_t last, std::int64_t stamps);

}  // namespace burgers

/// Fields [sample, time, x, 1]. Throws InputError for options that contradict each other,
/// Interrupted when stopped.
Dataset makeBurgers(const BurgersOptions& options, const GenerationContext& context);

DatasetEntry burgersEntry();

}  // namespace nie
