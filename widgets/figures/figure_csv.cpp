#include "core/results/figure_sheet.h"
#include "widgets/figures/figure_exporter.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace nie {

namespace {

std::string quoted(const std::string& text)
{
    if (text.find_first_of(",\"\n\r") == std::string::npos)
        return text;
    std::string result = "\"";
    for (char c : text)
        result += c == '"' ? std::string("\"\"") : std::string(1, c);
    return result + "\"";
}

std::string oneLine(std::string text)
{
    for (char& c : text)
        if (c == '\n' || c == '\r')
            c = ' ';
    return text;
}

void appendSeries(std::string& csv, const SeriesSpec& series, const std::string& head,
                  const char* ending)
{
    for (std::size_t j = 0; j < std::min(series.x.size(), series.y.size()); ++j)
        csv += fmt::format("{},{},{}{}\n", head, series.x[j], series.y[j], ending);
}

/// The edge of a shaded area that is not a plain base line.
bool hasEdge(const SeriesSpec& series)
{
    return std::adjacent_find(series.fill.begin(), series.fill.end(), std::not_equal_to<>()) !=
           series.fill.end();
}

void appendImage(std::string& csv, const ImageSpec& image, const std::string& head)
{
    const std::vector<double> x = cellCentres(image.x, image.columns);
    const std::vector<double> y = cellCentres(image.y, image.rows);
    for (std::size_t i = 0; i < image.rows; ++i)
        for (std::size_t j = 0; j < image.columns; ++j) {
            const bool masked = !image.mask.empty() && image.mask[i * image.columns + j] != 0;
            csv += fmt::format("{},{},{},{}\n", head, x[j], y[i],
                               masked ? std::string() : fmt::format("{}", image.at(i, j)));
        }
}

/// "a: " for a part of a sheet.
std::string partName(const FigureSpec& figure, std::size_t part)
{
    if (figure.parts.empty())
        return {};
    const std::string& letter = figure.parts[part].letter;
    return (letter.empty() ? std::to_string(part + 1) : letter) + ": ";
}

void appendPanel(std::string& csv, const PanelSpec& panel, const std::string& title, bool images)
{
    const auto headOf = [&](const std::string& label, const std::string& otherwise) {
        return fmt::format("{},{},{},{}", quoted(title), quoted(label.empty() ? otherwise : label),
                           quoted(panel.x.label), quoted(panel.y.label));
    };
    if (panel.image)
        appendImage(csv, *panel.image, headOf(panel.image->label, "image"));
    for (std::size_t k = 0; k < panel.series.size(); ++k) {
        const SeriesSpec& series = panel.series[k];
        const std::string name =
            series.label.empty() ? fmt::format("series {}", k + 1) : series.label;
        appendSeries(csv, series, headOf(name, name), images ? "," : "");
        if (!hasEdge(series))
            continue;
        SeriesSpec edge;
        edge.x = series.x;
        edge.y = series.fill;
        appendSeries(csv, edge, headOf(name + ", other edge", name), images ? "," : "");
    }
}

}  // namespace

std::string figureToCsv(const FigureSpec& figure)
{
    std::string csv;
    for (const auto& [key, value] : figure.provenance)
        csv += "# " + oneLine(key) + ": " + oneLine(value) + "\n";
    const std::vector<FigureSpec> parts = drawnParts(figure);
    const bool images = std::any_of(parts.begin(), parts.end(), [](const FigureSpec& part) {
        return std::any_of(part.panels.begin(), part.panels.end(),
                           [](const PanelSpec& panel) { return panel.image.has_value(); });
    });
    csv +=
        images ? "panel,series,x_label,y_label,x,y,value\n" : "panel,series,x_label,y_label,x,y\n";
    for (std::size_t i = 0; i < parts.size(); ++i)
        for (std::size_t k = 0; k < parts[i].panels.size(); ++k) {
            const PanelSpec& panel = parts[i].panels[k];
            const std::string name = panel.title.empty() ? std::to_string(k + 1) : panel.title;
            appendPanel(csv, panel, partName(figure, i) + name, images);
        }
    return csv;
}

}  // namespace nie
