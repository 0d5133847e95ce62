#pragma once

#include "app/export_source.h"

#include <QObject>

#include <cstddef>
#include <string>
#include <vector>

namespace nie {

/// A figure as it was when it was added to a sheet, and what people call it.
struct SheetPart {
    QString title;   ///< "Loss, as shown: test-3"
    QString origin;  ///< "run spirals-2", "equation NF3"; empty: unknown
    FigureSpec figure;
};

/// The sheet of several figures that the window collects: parts in their order, columns, letters.
/// Parts may be of different runs and pages; what changes there later does not change them.
class FigureSheetDraft : public QObject {
    Q_OBJECT
public:
    static constexpr int kMostColumns = 6;

    /// At the end. Throws InputError for a figure that is empty and for one that is itself a sheet.
    void add(const ExportSource& source);
    /// Both must be there.
    void move(std::size_t from, std::size_t to);
    void remove(std::size_t part);
    /// 1 to kMostColumns; filled row by row.
    void setColumns(int columns);
    /// As SheetLayout::letters: "a", "A", "(a)", "(A)"; empty: none.
    void setLetters(const std::string& style);

    const std::vector<SheetPart>& parts() const { return m_parts; }
    int columns() const { return m_columns; }
    const std::string& letters() const { return m_letters; }
    /// The sheet as one figure, each part with its own provenance; no panels without parts.
    FigureSpec figure() const;

Q_SIGNALS:
    void changed();

private:
    std::vector<SheetPart> m_parts;
    int m_columns = 2;
    std::string m_letters = "a";
};

}  // namespace nie
