#pragma once

#include "core/config/options.h"

namespace nie {

/// Settings of the convolutional LSTM.
struct ConvLstmOptions {
    std::int64_t hidden = 0;
    std::string protocol = "own";
    std::string padding = "automatic";
    bool increments = true;
    double teacherForcing = 0.0;

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("hidden", hidden,
          {.description =
               "Channels of the cells' states; 0: 64 as published in the paper protocol, 32 "
               "in the own",
           .minimum = 0.0,
           .maximum = 1024.0});
        v("protocol", protocol,
          {.description = "own: standardised data, two cells and a linear read-out. paper: data as "
                          "they are, three cells, the last one's state is the output, within -1..1",
           .choices = {"own", "paper"}});
        v("padding", padding,
          {.description = "What stands beyond the edge of space. automatic: zeros in the paper "
                          "protocol; in the own the other side of periodic axes, else zeros",
           .choices = {"automatic", "zeros", "circular"}});
        v("increments", increments,
          {.description =
               "Read out the change to the next frame in place of the frame (own protocol)"});
        v("teacher_forcing", teacherForcing,
          {.description =
               "Share of frames after the given ones at which a training step goes on from "
               "the true frame in place of the predicted one",
           .minimum = 0.0,
           .maximum = 1.0});
    }
};

}  // namespace nie
