#pragma once

#include "core/config/options.h"
#include "datasets/brain/aln_options.h"

namespace nie::brain {

/// Which brain: synthetic, or measured matrices in files.
struct ConnectomeOptions {
    std::int64_t seed = 1;
    double strength = 1.5;
    std::string weights;
    std::string lengths;
    std::string lengthUnit = "mm";
    bool transpose = false;

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("seed", seed, {.description = "Seed of the synthetic connectome", .minimum = 0.0});
        v("strength", strength,
          {.description = "Mean input weight of the synthetic connectome: 1.5 irregular activity, "
                          "2.2 slow up-down waves",
           .minimum = 0.0,
           .minimumExcluded = true});
        v("weights", weights,
          {.description = "File with measured weights [receiver, sender]; empty: synthetic"});
        v("lengths", lengths,
          {.description = "File with fibre lengths, or delays, of the same size"});
        v("length_unit", lengthUnit,
          {.description = "mm: lengths; ms: delays", .choices = {"mm", "ms"}});
        v("transpose", transpose, {.description = "The files are [sender, receiver]"});
    }
};

}  // namespace nie::brain

namespace nie {

/// Windows of simulated whole-brain activity.
struct BrainOptions {
    std::int64_t curves = 0;
    std::string signal = "rates";
    std::string protocol = "in_time";
    std::string scaling = "standard";
    std::int64_t rows = 0;
    std::int64_t window = 20;
    std::int64_t given = 1;
    std::int64_t gap = 20;
    double interval = 1.0;
    double repetitionTime = 2.0;
    double discard = 500.0;
    double rateFloor = 1e-12;
    std::string layout = "curves";
    brain::ConnectomeOptions connectome;
    brain::AlnOptions network;

    bool isBold() const { return signal == "bold"; }
    bool isAsPublished() const { return protocol == "as_published"; }

    template <class Visitor>
    void visit(Visitor& v)
    {
        visitTask(v);
        visitSeries(v);
        v.section("connectome", connectome);
        v.section("network", network);
    }

private:
    template <class Visitor>
    void visitTask(Visitor& v)
    {
        v("curves", curves,
          {.description = "Number of windows, spread evenly over the rows at which one can start; "
                          "0: 3000, or every start if there are fewer",
           .minimum = 0.0,
           .maximum = 1e6});
        v("signal", signal,
          {.description = "rates: excitatory firing rates; bold: what a scanner would see of them",
           .choices = {"rates", "bold"}});
        v("protocol", protocol,
          {.description = "in_time: 60, 20 and 20 % of the rows, gaps between them, scaled by the "
                          "training rows; as_published: halves without a gap, start-up included, "
                          "scaled by the whole series, validation and test in the same half",
           .choices = {"in_time", "as_published"}});
        v("scaling", scaling,
          {.description = "standard: mean 0, deviation 1; quantile: mean 0, divided by the 90 % "
                          "quantile of the moduli of the logarithms; none",
           .choices = {"standard", "quantile", "none"}});
        v("window", window, {.description = "Points of a window", .minimum = 2.0, .maximum = 1e5});
        v("given", given, {.description = "First points that a model is given", .minimum = 1.0});
        v("layout", layout,
          {.description = "Regions as the channels of curves (anie), or as the places of a field "
                          "(anie_field): then attention is between regions",
           .choices = {"curves", "field"}});
        v("gap", gap,
          {.description = "Rows left out between training, validation and test",
           .minimum = 0.0,
           .maximum = 1e6});
    }

    template <class Visitor>
    void visitSeries(Visitor& v)
    {
        v("rows", rows,
          {.description = "Length of the series; 0: 5000 for rates, 300 for bold",
           .minimum = 0.0,
           .maximum = 1e7});
        v("interval", interval,
          {.description = "Time between two rows of rates",
           .unit = "ms",
           .minimum = 0.1,
           .maximum = 1e4});
        v("repetition_time", repetitionTime,
          {.description = "Time between two rows of bold",
           .unit = "s",
           .minimum = 0.01,
           .maximum = 100.0});
        v("discard", discard,
          {.description = "Start-up that is left out (bold: at least 20 s)",
           .unit = "ms",
           .minimum = 0.0,
           .maximum = 1e6});
        v("rate_floor", rateFloor,
          {.description = "Rates below it count as this before the logarithm is taken",
           .unit = "Hz",
           .minimum = 0.0});
    }
};

}  // namespace nie
