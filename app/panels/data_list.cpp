#include "app/panels/data_list.h"

#include <QHeaderView>
#include <QLocale>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace nie {

namespace {

constexpr int kItemRole = Qt::UserRole;

}  // namespace

QString bytesText(std::uint64_t bytes)
{
    return QLocale::c().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat);
}

QString lengthsText(const std::vector<std::int64_t>& shape)
{
    QStringList lengths;
    for (const std::int64_t length : shape)
        lengths << QString::number(length);
    return lengths.join(QStringLiteral(" × "));
}

DataList::DataList(const DataSession& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_tree(new QTreeWidget)
{
    m_tree->setObjectName(QStringLiteral("dataTree"));
    m_tree->setAccessibleName(tr("Data sets"));
    m_tree->setColumnCount(2);
    m_tree->setHeaderLabels({tr("Data set"), tr("Size")});
    m_tree->header()->setObjectName(QStringLiteral("dataTreeHeader"));
    m_tree->header()->setAccessibleName(tr("Columns of the list of data sets"));
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_tree->setRootIsDecorated(false);
    m_tree->setIndentation(12);
    m_tree->setUniformRowHeights(true);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, [this] {
        if (current().kind != DataItem::Kind::None)
            Q_EMIT chosen();
    });
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_tree);
}

void DataList::showEvent(QShowEvent* event)
{
    refresh();
    QWidget::showEvent(event);
}

void DataList::refresh()
{
    const DataItem before = current();
    const QSignalBlocker quiet(m_tree);
    m_tree->clear();
    m_items.clear();
    m_filled = true;
    QTreeWidgetItem* generators = addGroup(tr("Generators"));
    for (const DatasetGenerator& generator : m_session.engine().generators())
        addItem(generators, {DataItem::Kind::Generator, generator.name, {}}, {},
                QString::fromStdString(generator.title + "\n" + generator.equation));
    QTreeWidgetItem* samples = addGroup(tr("Samples that come with the program"));
    for (const ShippedSample& sample : m_session.library().samples())
        addItem(samples, {DataItem::Kind::Sample, sample.name, sample.file},
                bytesText(sample.bytes),
                QString::fromStdString(sample.title) + QChar('\n') + lengthsText(sample.shape));
    QTreeWidgetItem* own = addGroup(tr("Your own"));
    const std::vector<OwnDataset> sets = m_session.library().own();
    for (const OwnDataset& set : sets)
        addItem(own, {DataItem::Kind::Own, set.name, set.file}, bytesText(set.bytes),
                QString::fromStdString(set.file.string()));
    if (sets.empty()) {
        auto* hint = new QTreeWidgetItem(own, {tr("None yet: generate or import one")});
        hint->setFlags(Qt::NoItemFlags);
        hint->setFirstColumnSpanned(true);
    }
    m_tree->expandAll();
    choose(before.kind, before.name);
}

QTreeWidgetItem* DataList::addGroup(const QString& title)
{
    auto* heading = new QTreeWidgetItem(m_tree, {title});
    heading->setFirstColumnSpanned(true);
    heading->setFlags(Qt::ItemIsEnabled);
    QFont bold = m_tree->font();
    bold.setBold(true);
    heading->setFont(0, bold);
    return heading;
}

void DataList::addItem(QTreeWidgetItem* group, const DataItem& item, const QString& size,
                       const QString& tip)
{
    auto* row = new QTreeWidgetItem(group, {QString::fromStdString(item.name), size});
    row->setData(0, kItemRole, static_cast<int>(m_items.size()));
    row->setToolTip(0, tip);
    row->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    m_items.push_back(item);
}

DataItem DataList::current() const
{
    const QTreeWidgetItem* row = m_tree->currentItem();
    const QVariant index = row ? row->data(0, kItemRole) : QVariant();
    return index.isValid() ? m_items[static_cast<std::size_t>(index.toInt())] : DataItem();
}

bool DataList::choose(DataItem::Kind kind, const std::string& name)
{
    if (!m_filled)
        refresh();
    for (QTreeWidgetItem* row : m_tree->findItems(QString::fromStdString(name),
                                                  Qt::MatchExactly | Qt::MatchRecursive, 0)) {
        const QVariant index = row->data(0, kItemRole);
        if (!index.isValid() || m_items[static_cast<std::size_t>(index.toInt())].kind != kind)
            continue;
        m_tree->setCurrentItem(row);
        return true;
    }
    return false;
}

}  // namespace nie
