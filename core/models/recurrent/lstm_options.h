#pragma once

#include "core/config/options.h"

namespace nie {

/// Settings of the LSTM.
struct LstmOptions {
    std::int64_t hidden = 0;
    std::string protocol = "own";
    bool increments = true;
    double teacherForcing = 0.0;
    std::int64_t window = 20;

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("hidden", hidden,
          {.description =
               "Width of the state; 0: as published, 70 for up to 10 channels, 240 for more",
           .minimum = 0.0,
           .maximum = 8192.0});
        v("protocol", protocol,
          {.description = "own: standardised data, one pass over all points, trained as it runs. "
                          "paper: data as they are, the next point from a window of the last ones, "
                          "trained on windows of true points",
           .choices = {"own", "paper"}});
        v("increments", increments,
          {.description =
               "Read out the change to the next point in place of its value (own protocol)"});
        v("teacher_forcing", teacherForcing,
          {.description =
               "Share of points after the given ones at which a training step goes on from "
               "the true value in place of the predicted one (own protocol)",
           .minimum = 0.0,
           .maximum = 1.0});
        v("window", window,
          {.description = "Points that the next one is predicted from (paper protocol)",
           .minimum = 1.0});
    }
};

}  // namespace nie
