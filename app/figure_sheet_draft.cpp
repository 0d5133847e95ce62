#include "app/figure_sheet_draft.h"

#include "core/base/error.h"
#include "core/results/figure_sheet.h"
#include "widgets/figures/figure_metadata.h"

#include <algorithm>
#include <array>
#include <utility>

namespace nie {

namespace {

/// What names a source best, the first that there is.
constexpr std::array kOriginKeys{"run",     "runs",       "sweep", "equation",
                                 "dataset", "experiment", "data",  "command"};

QString partTitleOf(const ExportSource& source)
{
    const QString drawn = figureTitle(source.figure);
    if (drawn.isEmpty() || drawn == source.title)
        return source.title;
    return source.title.isEmpty() ? drawn : QStringLiteral("%1: %2").arg(source.title, drawn);
}

QString partOriginOf(const FigureSpec& figure)
{
    for (const char* key : kOriginKeys)
        for (const auto& [name, value] : figure.provenance)
            if (name == key && !value.empty())
                return QString::fromStdString(name + " " + value);
    return {};
}

}  // namespace

void FigureSheetDraft::add(const ExportSource& source)
{
    if (source.figure.isEmpty())
        throw InputError("figure sheet", "the figure is empty");
    if (!source.figure.parts.empty())
        throw InputError("figure sheet", "cannot hold a sheet");
    m_parts.push_back({partTitleOf(source), partOriginOf(source.figure), source.figure});
    Q_EMIT changed();
}

void FigureSheetDraft::move(std::size_t from, std::size_t to)
{
    if (from == to)
        return;
    SheetPart part = std::move(m_parts.at(from));
    m_parts.erase(m_parts.begin() + static_cast<std::ptrdiff_t>(from));
    m_parts.insert(m_parts.begin() + static_cast<std::ptrdiff_t>(std::min(to, m_parts.size())),
                   std::move(part));
    Q_EMIT changed();
}

void FigureSheetDraft::remove(std::size_t part)
{
    m_parts.erase(m_parts.begin() + static_cast<std::ptrdiff_t>(part));
    Q_EMIT changed();
}

void FigureSheetDraft::setColumns(int columns)
{
    const int possible = std::clamp(columns, 1, kMostColumns);
    if (possible == m_columns)
        return;
    m_columns = possible;
    Q_EMIT changed();
}

void FigureSheetDraft::setLetters(const std::string& style)
{
    if (style == m_letters)
        return;
    m_letters = style;
    Q_EMIT changed();
}

FigureSpec FigureSheetDraft::figure() const
{
    if (m_parts.empty())
        return {};
    std::vector<FigureSpec> figures;
    for (const SheetPart& part : m_parts)
        figures.push_back(part.figure);
    SheetLayout layout;
    layout.columns = m_columns;
    layout.letters = m_letters;
    return composeSheet(figures, layout);
}

}  // namespace nie
