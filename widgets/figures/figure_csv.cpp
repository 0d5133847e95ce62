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

/// Columns that the figure's rows have beside x and y.
struct CsvColumns {
    bool value = false;   ///< of cells of heat maps
    bool vector = false;  ///< of arrows

    std::string names() const
    {
        return std::string(value ? ",value" : "") + (vector ? ",u,v" : "");
    }
    std::string row(const std::string& cell = {}, const std::string& u = {},
                    const std::string& v = {}) const
    {
        return (value ? "," + cell : "") + (vector ? "," + u + "," + v : "") + "\n";
    }
};

CsvColumns columnsOf(const std::vector<FigureSpec>& parts)
{
    CsvColumns columns;
    for (const FigureSpec& part : parts)
        for (const PanelSpec& panel : part.panels) {
            columns.value = columns.value || panel.image.has_value();
            columns.vector = columns.vector || !panel.arrows.empty();
        }
    return columns;
}

void appendSeries(std::string& csv, const SeriesSpec& series, const std::string& head,
                  const CsvColumns& columns)
{
    for (std::size_t j = 0; j < std::min(series.x.size(), series.y.size()); ++j)
        csv += fmt::format("{},{},{}{}", head, series.x[j], series.y[j], columns.row());
}

/// The middle of an arrow, which is what it tells of, and what it stands for.
void appendArrows(std::string& csv, const PanelSpec& panel, const std::string& head,
                  const CsvColumns& columns)
{
    for (const ArrowSpec& arrow : panel.arrows)
        csv += fmt::format("{},{},{}{}", head, arrow.x + 0.5 * arrow.dx, arrow.y + 0.5 * arrow.dy,
                           columns.row({}, fmt::format("{}", arrow.dx / panel.arrowLength),
                                       fmt::format("{}", arrow.dy / panel.arrowLength)));
}

/// The edge of a shaded area that is not a plain base line.
bool hasEdge(const SeriesSpec& series)
{
    return std::adjacent_find(series.fill.begin(), series.fill.end(), std::not_equal_to<>()) !=
           series.fill.end();
}

void appendImage(std::string& csv, const ImageSpec& image, const std::string& head,
                 const CsvColumns& columns)
{
    const std::vector<double> x = cellCentres(image.x, image.columns);
    const std::vector<double> y = cellCentres(image.y, image.rows);
    for (std::size_t i = 0; i < image.rows; ++i)
        for (std::size_t j = 0; j < image.columns; ++j) {
            const bool masked = !image.mask.empty() && image.mask[i * image.columns + j] != 0;
            csv += fmt::format(
                "{},{},{}{}", head, x[j], y[i],
                columns.row(masked ? std::string() : fmt::format("{}", image.at(i, j))));
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

void appendPanel(std::string& csv, const PanelSpec& panel, const std::string& title,
                 const CsvColumns& columns)
{
    const auto headOf = [&](const std::string& label, const std::string& otherwise) {
        return fmt::format("{},{},{},{}", quoted(title), quoted(label.empty() ? otherwise : label),
                           quoted(panel.x.label), quoted(panel.y.label));
    };
    if (panel.image)
        appendImage(csv, *panel.image, headOf(panel.image->label, "image"), columns);
    for (std::size_t k = 0; k < panel.series.size(); ++k) {
        const SeriesSpec& series = panel.series[k];
        const std::string name =
            series.label.empty() ? fmt::format("series {}", k + 1) : series.label;
        appendSeries(csv, series, headOf(name, name), columns);
        if (!hasEdge(series))
            continue;
        SeriesSpec edge;
        edge.x = series.x;
        edge.y = series.fill;
        appendSeries(csv, edge, headOf(name + ", other edge", name), columns);
    }
    appendArrows(csv, panel, headOf("arrows", "arrows"), columns);
}

}  // namespace

std::string figureToCsv(const FigureSpec& figure)
{
    std::string csv;
    for (const auto& [key, value] : figure.provenance)
        csv += "# " + oneLine(key) + ": " + oneLine(value) + "\n";
    const std::vector<FigureSpec> parts = drawnParts(figure);
    const CsvColumns columns = columnsOf(parts);
    csv += "panel,series,x_label,y_label,x,y" + columns.names() + "\n";
    for (std::size_t i = 0; i < parts.size(); ++i)
        for (std::size_t k = 0; k < parts[i].panels.size(); ++k) {
            const PanelSpec& panel = parts[i].panels[k];
            const std::string name = panel.title.empty() ? std::to_string(k + 1) : panel.title;
            appendPanel(csv, panel, partName(figure, i) + name, columns);
        }
    return csv;
}

}  // namespace nie
