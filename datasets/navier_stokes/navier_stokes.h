#pragma once

#include "core/data/dataset.h"
#include "core/data/generation.h"

namespace nie {

/// The vorticity of a forced two-dimensional flow on the unit torus, from a Gaussian random field.
struct NavierStokesOptions {
    std::int64_t samples = 1000;
    std::int64_t resolution = 64;
    std::int64_t storedResolution = 0;
    std::int64_t frames = 10;
    double duration = 0.0;
    double frameInterval = 1.0;
    std::int64_t given = 1;
    double viscosity = 1e-3;
    double forcing = 0.1;
    std::string field = "2020";
    double maxStep = 0.0;
    std::string precision = "single";

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("samples", samples,
          {.description = "Number of initial fields", .minimum = 3.0, .maximum = 1e6});
        v("resolution", resolution,
          {.description = "Points along each axis on which it is solved",
           .minimum = 8.0,
           .maximum = 2048.0});
        v("stored_resolution", storedResolution,
          {.description = "Points along each axis that are kept, every n-th; 0: all of them",
           .minimum = 0.0});
        v("frames", frames,
          {.description = "Times that are kept, equidistant, both ends included",
           .minimum = 2.0,
           .maximum = 10000.0});
        v("duration", duration,
          {.description = "Time of the last frame; 0: 50 for nu >= 0.001, 30 for nu >= 0.0001, "
                          "else 20",
           .minimum = 0.0,
           .maximum = 10000.0});
        v("frame_interval", frameInterval,
          {.description = "Times of frames are rounded down to multiples of it; 0: they are not",
           .minimum = 0.0});
        v("given", given, {.description = "First frames that a model is given", .minimum = 1.0});
        v("nu", viscosity,
          {.description = "Viscosity; 0.001, 0.0001 and 0.00001 are those of the published sets",
           .minimum = 0.0,
           .maximum = 10.0});
        v("forcing", forcing,
          {.description = "Amplitude A of the force A (sin 2 pi (x + y) + cos 2 pi (x + y))",
           .minimum = 0.0,
           .maximum = 1000.0});
        v("field", field,
          {.description = "Initial field as in the files of 2020 (deviation 0.262), or by the "
                          "public script since 2022 (half the variance)",
           .choices = {"2020", "2022"}});
        v("max_step", maxStep,
          {.description = "Largest step of time; a fast flow gets smaller ones; 0: 0.05 for "
                          "nu >= 0.0001, else 0.02",
           .minimum = 0.0,
           .maximum = 1.0});
        v("precision", precision,
          {.description = "In which the fields are kept; they are always computed in double",
           .choices = {"single", "double"}});
    }
};

namespace navier_stokes {

/// Times of the frames: linspace(0, duration, frames), rounded down to multiples of the interval.
/// Throws InputError where two of them would be the same.
std::vector<double> frameTimes(const NavierStokesOptions& options);

/// The force on x_j = j / resolution, [x, y].
torch::Tensor force(double amplitude, std::int64_t resolution);

}  // namespace navier_stokes

/// Fields [sample, time, x, y, 1]. Throws InputError for options that contradict each other,
/// Interrupted when stopped.
Dataset makeNavierStokes(const NavierStokesOptions& options, const GenerationContext& context);

DatasetEntry navierStokesEntry();

}  // namespace nie
