#include "core/results/dataset_figures.h"

#include "core/results/fields/field_array.h"

#include <fmt/format.h>

#include <algorithm>

namespace nie {

namespace {

constexpr std::size_t kMostCurves = 6;  // in one panel; more are an image

PanelSpec timePanel(const DatasetStudy& study, const std::string& title)
{
    PanelSpec panel;
    panel.title = title;
    panel.x.label = study.timeLabel;
    panel.y.label = "value";
    const auto first = static_cast<std::size_t>(study.givenStart);
    const auto last = first + static_cast<std::size_t>(study.givenPoints) - 1;
    if (last < study.times.size())
        panel.bands.push_back({"given", study.times[first], study.times[last]});
    return panel;
}

SeriesSpec lineOf(std::vector<double> x, std::vector<double> y, const std::string& label,
                  std::size_t colour)
{
    SeriesSpec series;
    series.label = label;
    series.x = std::move(x);
    series.y = std::move(y);
    series.colour = static_cast<int>(colour) + 1;
    return series;
}

/// The range of a channel over the whole set: colours mean the same in every sample.
void useSetRange(ImageSpec& image, const ChannelFacts& channel)
{
    if (!(channel.minimum < channel.maximum))
        return;
    image.from = channel.minimum;
    image.to = channel.maximum;
}

void addCurves(FigureSpec& figure, const DatasetStudy& study, const FieldArray& numbers)
{
    PanelSpec panel = timePanel(study, "Over time");
    for (std::size_t k = 0; k < study.channels.size(); ++k)
        panel.series.push_back(
            lineOf(study.times, numbers.overTime(0, k), study.channels[k].name, k));
    figure.panels.push_back(std::move(panel));
    if (study.channels.size() < 2)
        return;
    PanelSpec plane;
    plane.title = "Phase plane";
    plane.x.label = study.channels[0].name;
    plane.y.label = study.channels[1].name;
    plane.equalAspect = true;
    plane.series.push_back(lineOf(numbers.overTime(0, 0), numbers.overTime(0, 1), {}, 2));
    figure.panels.push_back(std::move(plane));
}

/// Time to the right, one row a channel.
void addCarpet(FigureSpec& figure, const DatasetStudy& study, const FieldArray& numbers,
               std::size_t channel)
{
    PanelSpec panel;
    panel.title = "All channels";
    panel.x.label = study.timeLabel;
    panel.y.label = "channel";
    ImageSpec image;
    image.label = "value";
    image.rows = study.channels.size();
    image.columns = study.times.size();
    image.x = study.times;
    for (std::size_t row = 0; row < image.rows; ++row) {
        const std::vector<double> curve = numbers.overTime(0, row);
        image.values.insert(image.values.end(), curve.begin(), curve.end());
    }
    panel.image = std::move(image);
    figure.panels.push_back(std::move(panel));
    PanelSpec one = timePanel(study, study.channels[channel].name);
    one.series.push_back(lineOf(study.times, numbers.overTime(0, channel), {}, 0));
    figure.panels.push_back(std::move(one));
}

void addSpaceTime(FigureSpec& figure, const DatasetStudy& study, const FieldArray& numbers,
                  const SampleLook& look)
{
    const ChannelFacts& channel = study.channels[look.channel];
    PanelSpec panel;
    panel.title = "Space-time";
    panel.x.label = study.space[0].label;
    panel.y.label = study.timeLabel;
    ImageSpec image;
    image.label = channel.name;
    image.rows = study.times.size();
    image.columns = numbers.places();
    image.x = study.space[0].coordinates;
    image.y = study.times;
    useSetRange(image, channel);
    for (std::size_t k = 0; k < image.rows; ++k)
        for (std::size_t i = 0; i < image.columns; ++i)
            image.values.push_back(numbers.at(k, i, look.channel));
    panel.image = std::move(image);
    figure.panels.push_back(std::move(panel));

    PanelSpec profile;
    profile.title = fmt::format("At {} = {:.4g}", study.timeLabel, study.times[look.time]);
    profile.x.label = study.space[0].label;
    profile.y = {channel.name, false, channel.minimum, channel.maximum};
    profile.series.push_back(
        lineOf(study.space[0].coordinates, numbers.frame(look.time, look.channel), {}, 0));
    figure.panels.push_back(std::move(profile));
}

void addPlane(FigureSpec& figure, const DatasetStudy& study, const FieldArray& numbers,
              const SampleLook& look)
{
    const ChannelFacts& channel = study.channels[look.channel];
    const std::size_t columns = study.space[0].coordinates.size();
    const std::size_t rows = study.space[1].coordinates.size();
    PanelSpec panel;
    panel.title = fmt::format("At {} = {:.4g}", study.timeLabel, study.times[look.time]);
    panel.x.label = study.space[0].label;
    panel.y.label = study.space[1].label;
    panel.equalAspect = true;
    ImageSpec image;
    image.label = channel.name;
    image.rows = rows;
    image.columns = columns;
    image.x = study.space[0].coordinates;
    image.y = study.space[1].coordinates;
    useSetRange(image, channel);
    image.values = numbers.frame(look.time, look.channel);
    panel.image = std::move(image);
    figure.panels.push_back(std::move(panel));

    PanelSpec middle = timePanel(study, "In the middle");
    middle.y.label = channel.name;
    middle.series.push_back(
        lineOf(study.times, numbers.overTime(columns / 2 * rows + rows / 2, look.channel), {}, 0));
    middle.bands.push_back({{}, study.times[look.time], study.times[look.time]});
    figure.panels.push_back(std::move(middle));
}

}  // namespace

FigureSpec datasetFigure(const DatasetStudy& study, const DatasetSample& sample,
                         const SampleLook& asked)
{
    FigureSpec figure;
    if (study.space.size() > 2 || study.channels.empty() || study.times.empty())
        return figure;
    SampleLook look;
    look.channel = std::min(asked.channel, study.channels.size() - 1);
    look.time = std::min(asked.time, study.times.size() - 1);
    figure.title = fmt::format("{}, sample {}", study.title, sample.index);
    figure.columns = 2;
    figure.provenance = {{"data set", study.name}, {"content", study.contentHash}};
    const FieldArray numbers(sample.values, study.space, study.channels.size());
    if (study.space.size() == 2)
        addPlane(figure, study, numbers, look);
    else if (study.space.size() == 1)
        addSpaceTime(figure, study, numbers, look);
    else if (study.channels.size() > kMostCurves)
        addCarpet(figure, study, numbers, look.channel);
    else
        addCurves(figure, study, numbers);
    return figure;
}

}  // namespace nie
