#pragma once

#include "app/data_session.h"

#include <QWidget>

class QTreeWidget;
class QTreeWidgetItem;

namespace nie {

/// What can be chosen in the list of data sets.
struct DataItem {
    enum class Kind { None, Generator, Sample, Own };
    Kind kind = Kind::None;
    std::string name;
    std::filesystem::path file;  ///< of samples and own sets

    bool operator==(const DataItem&) const = default;
};

/// Generators, the samples that come with the program, and the person's own sets.
class DataList : public QWidget {
    Q_OBJECT
public:
    explicit DataList(const DataSession& session, QWidget* parent = nullptr);

    DataItem current() const;
    /// Reads the person's folder anew; keeps what is chosen where it is still there.
    void refresh();
    /// Whether there is such an item; reads the list first where it was never shown.
    bool choose(DataItem::Kind kind, const std::string& name);

Q_SIGNALS:
    void chosen();

protected:
    /// Files may have come and gone meanwhile.
    void showEvent(QShowEvent* event) override;

private:
    QTreeWidgetItem* addGroup(const QString& title);
    void addItem(QTreeWidgetItem* group, const DataItem& item, const QString& size,
                 const QString& tip);

    const DataSession& m_session;
    QTreeWidget* m_tree;
    std::vector<DataItem> m_items;
    bool m_filled = false;
};

/// "1.2 MB"
QString bytesText(std::uint64_t bytes);
/// "100 x 100 x 2"
QString lengthsText(const std::vector<std::int64_t>& shape);

}  // namespace nie
