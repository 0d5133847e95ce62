#include "app/panels/dataset_view.h"

#include "app/panels/data_list.h"
#include "core/results/dataset_figures.h"
#include "widgets/figures/figure_view.h"
#include "widgets/style/application_style.h"
#include "widgets/style/number_format.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QTableWidget>
#include <QVBoxLayout>

namespace nie {

namespace {

constexpr std::size_t kCurvesInOnePanel = 6;
constexpr int kLeastFigureHeight = 160;
constexpr int kFactsHeight = 176;

QString splitText(const DatasetStudy& study)
{
    if (study.training == 0)
        return QObject::tr("too few samples to split: 3 or more are needed");
    const QString counts = QObject::tr("%1 training, %2 validation, %3 test")
                               .arg(study.training)
                               .arg(study.validation)
                               .arg(study.test);
    return study.ownSplit ? QObject::tr("%1 (its own)").arg(counts)
                          : QObject::tr("%1 (by the seed of a run)").arg(counts);
}

QString givenText(const DatasetStudy& study)
{
    const QString points = QObject::tr("%1 of %2 times")
                               .arg(study.givenPoints)
                               .arg(static_cast<qsizetype>(study.times.size()));
    return study.givenStart == 0
               ? points
               : QObject::tr("%1, from number %2 on").arg(points).arg(study.givenStart + 1);
}

QString normalisationText(const DatasetStudy& study)
{
    const std::string how = study.normalisation();
    if (how.empty() || how == "none")
        return QObject::tr("none: the numbers are in the set's own units");
    return how == "standard" ? QObject::tr("mean 0, deviation 1 in each channel")
                             : QString::fromStdString(how);
}

}  // namespace

template <class Widget>
Widget* DatasetView::add(const char* name, const QString& accessibleName)
{
    auto* widget = new Widget;
    widget->setObjectName(m_prefix + QLatin1String(name));
    widget->setAccessibleName(accessibleName);
    return widget;
}

DatasetView::DatasetView(const QString& prefix, QWidget* parent)
    : QWidget(parent),
      m_prefix(prefix),
      m_title(add<QLabel>("title", tr("Data set"))),
      m_equation(add<QLabel>("equation", tr("Equation"))),
      m_sample(add<QSpinBox>("sample", tr("Sample on show"))),
      m_sampleCount(add<QLabel>("sampleCount", tr("Number of samples"))),
      m_channelLabel(new QLabel(tr("&Channel"))),
      m_channel(add<QComboBox>("channel", tr("Channel on show"))),
      m_timeRow(nullptr),
      m_time(nullptr),
      m_timeText(add<QLabel>("timeText", tr("Time on show"))),
      m_figure(add<FigureView>("figure", tr("Sample"))),
      m_statistics(add<QTableWidget>("statistics", tr("Statistics of the channels")))
{
    setObjectName(m_prefix + QStringLiteral("view"));
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_equation->setWordWrap(true);
    m_equation->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_figure->setPaperColours(false);
    m_figure->setFilling(true);
    m_figure->setMinimumHeight(kLeastFigureHeight);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_title);
    column->addWidget(m_equation);
    column->addWidget(makeControls());
    column->addWidget(m_figure, 1);
    column->addWidget(makeTimeRow());
    column->addWidget(makeFacts());
    clear({});
}

QWidget* DatasetView::makeControls()
{
    auto* controls = new QWidget;
    auto* row = new QHBoxLayout(controls);
    row->setContentsMargins(0, 4, 0, 0);
    row->setSpacing(8);
    auto* label = new QLabel(tr("Sa&mple"));
    label->setBuddy(m_sample);
    m_sample->setToolTip(tr("Which sample is drawn"));
    m_channelLabel->setBuddy(m_channel);
    m_channel->setToolTip(tr("Which channel is drawn"));
    m_channel->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_sample, &QSpinBox::valueChanged, this,
            [this](int number) { Q_EMIT sampleWanted(number); });
    connect(m_channel, &QComboBox::currentIndexChanged, this, &DatasetView::draw);
    row->addWidget(label);
    row->addWidget(m_sample);
    row->addWidget(m_sampleCount);
    row->addSpacing(8);
    row->addWidget(m_channelLabel);
    row->addWidget(m_channel);
    row->addStretch();
    return controls;
}

QWidget* DatasetView::makeTimeRow()
{
    m_timeRow = new QWidget;
    auto* row = new QHBoxLayout(m_timeRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_time = new QSlider(Qt::Horizontal);
    m_time->setObjectName(m_prefix + QStringLiteral("time"));
    m_time->setAccessibleName(tr("Time on show"));
    m_time->setToolTip(tr("Which time is drawn"));
    auto* label = new QLabel(tr("&Time"));
    label->setBuddy(m_time);
    m_timeText->setFont(tabularFont(m_timeText->font()));
    m_timeText->setMinimumWidth(m_timeText->fontMetrics().horizontalAdvance("t = 0000.000"));
    connect(m_time, &QSlider::valueChanged, this, &DatasetView::draw);
    row->addWidget(label);
    row->addWidget(m_time, 1);
    row->addWidget(m_timeText);
    return m_timeRow;
}

QWidget* DatasetView::makeFacts()
{
    m_statistics->setColumnCount(6);
    m_statistics->setHorizontalHeaderLabels(
        {tr("Channel"), tr("Mean"), tr("Deviation"), tr("Least"), tr("Greatest"), tr("Missing")});
    m_statistics->horizontalHeader()->setObjectName(m_prefix + QStringLiteral("statisticsHeader"));
    m_statistics->horizontalHeader()->setAccessibleName(tr("Columns of the statistics"));
    m_statistics->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_statistics->horizontalHeader()->setStretchLastSection(true);
    m_statistics->verticalHeader()->hide();
    m_statistics->verticalHeader()->setObjectName(m_prefix + QStringLiteral("statisticsRows"));
    m_statistics->verticalHeader()->setAccessibleName(tr("Rows of the statistics"));
    m_statistics->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_statistics->setTabKeyNavigation(false);
    m_statistics->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_statistics->setMinimumWidth(330);
    auto* facts = new QWidget;
    facts->setMaximumHeight(kFactsHeight);
    auto* row = new QHBoxLayout(facts);
    row->setContentsMargins(0, 4, 0, 0);
    row->setSpacing(16);
    auto* holder = new QWidget;
    auto* grid = new QGridLayout(holder);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    m_shape = addFact(*grid, "shape", tr("Shape"));
    m_split = addFact(*grid, "split", tr("Split"));
    m_given = addFact(*grid, "given", tr("Given"));
    m_normalisation = addFact(*grid, "normalisation", tr("Normalised"));
    m_size = addFact(*grid, "size", tr("Size"));
    m_hash = addFact(*grid, "hash", tr("Content"));
    grid->setRowStretch(grid->rowCount(), 1);
    row->addWidget(m_statistics, 1);
    row->addWidget(holder, 1);
    return facts;
}

QLabel* DatasetView::addFact(QGridLayout& grid, const char* name, const QString& title)
{
    auto* label = new QLabel(title);
    QPalette colours = label->palette();
    colours.setColor(QPalette::WindowText, themeColours(palette()).mutedText);
    label->setPalette(colours);
    auto* value = add<QLabel>(name, title);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const int row = grid.rowCount();
    grid.addWidget(label, row, 0, Qt::AlignLeft | Qt::AlignTop);
    grid.addWidget(value, row, 1);
    return value;
}

void DatasetView::clear(const QString& reason)
{
    m_dataset.reset();
    m_title->clear();
    m_equation->clear();
    m_figure->setEmptyText(reason);
    m_figure->setFigure({});
    m_statistics->setRowCount(0);
    for (QLabel* value :
         {m_shape, m_split, m_given, m_normalisation, m_size, m_hash, m_sampleCount, m_timeText})
        value->clear();
    m_sample->setEnabled(false);
    m_channelLabel->hide();
    m_channel->hide();
    m_timeRow->hide();
}

void DatasetView::showDataset(const std::shared_ptr<const OpenDataset>& dataset,
                              const DatasetSample& first)
{
    m_dataset = dataset;
    const DatasetStudy& study = dataset->study();
    m_title->setText(QString::fromStdString(study.title));
    m_equation->setText(QString::fromStdString(study.equation));
    fillControls(study);
    fillStatistics(study);
    fillFacts(study);
    if (study.space.size() > 2)
        m_figure->setEmptyText(tr("Fields in more than two dimensions are not drawn."));
    showSample(first);
}

void DatasetView::showSample(const DatasetSample& sample)
{
    m_shown = sample;
    const QSignalBlocker quiet(m_sample);
    m_sample->setValue(static_cast<int>(sample.index));
    draw();
}

void DatasetView::fillControls(const DatasetStudy& study)
{
    const QSignalBlocker quietSample(m_sample);
    const QSignalBlocker quietChannel(m_channel);
    const QSignalBlocker quietTime(m_time);
    const auto samples = static_cast<int>(study.shape.front());
    m_sample->setRange(0, samples - 1);
    m_sample->setEnabled(samples > 1);
    m_sampleCount->setText(tr("0 to %1").arg(samples - 1));
    m_channel->clear();
    for (const ChannelFacts& channel : study.channels)
        m_channel->addItem(QString::fromStdString(channel.name));
    const bool oneByOne = !study.space.empty() || study.channels.size() > kCurvesInOnePanel;
    const bool choosable = oneByOne && study.channels.size() > 1;
    m_channelLabel->setVisible(choosable);
    m_channel->setVisible(choosable);
    m_time->setRange(0, static_cast<int>(study.times.size()) - 1);
    m_time->setValue(0);
    m_timeRow->setVisible(!study.space.empty());
}

void DatasetView::fillStatistics(const DatasetStudy& study)
{
    m_statistics->setRowCount(static_cast<int>(study.channels.size()));
    int row = 0;
    for (const ChannelFacts& channel : study.channels) {
        const QStringList cells{QString::fromStdString(channel.name), formatNumber(channel.mean),
                                formatNumber(channel.deviation),      formatNumber(channel.minimum),
                                formatNumber(channel.maximum),        formatCount(channel.missing)};
        for (int column = 0; column < cells.size(); ++column) {
            auto* cell = new QTableWidgetItem(cells[column]);
            if (column > 0)
                cell->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            m_statistics->setItem(row, column, cell);
        }
        ++row;
    }
}

void DatasetView::fillFacts(const DatasetStudy& study)
{
    QStringList axes{tr("sample"), tr("time")};
    for (const SpaceAxis& axis : study.space)
        axes << QString::fromStdString(axis.name);
    axes << tr("channel");
    m_shape->setText(tr("%1 (%2)").arg(lengthsText(study.shape), axes.join(QStringLiteral(", "))));
    m_split->setText(splitText(study));
    m_given->setText(givenText(study));
    m_normalisation->setText(normalisationText(study));
    m_size->setText(
        tr("%1 in %2 precision")
            .arg(bytesText(study.bytes), study.singlePrecision ? tr("single") : tr("double")));
    m_hash->setText(QString::fromStdString(study.contentHash));
}

FigureSpec DatasetView::figure() const
{
    if (!m_dataset)
        return {};
    return datasetFigure(m_dataset->study(), m_shown,
                         {static_cast<std::size_t>(std::max(0, m_channel->currentIndex())),
                          static_cast<std::size_t>(m_time->value())});
}

Provenance DatasetView::provenance() const
{
    if (!m_dataset)
        return {};
    const DatasetStudy& study = m_dataset->study();
    return {{"dataset", study.title.empty() ? study.name : study.title},
            {"data", study.contentHash},
            {"sample", std::to_string(m_shown.index)}};
}

void DatasetView::draw()
{
    if (!m_dataset)
        return;
    const DatasetStudy& study = m_dataset->study();
    m_timeText->setText(QStringLiteral("t = ") +
                        formatNumber(study.times[static_cast<std::size_t>(m_time->value())], 4));
    m_figure->setFigure(figure());
}

}  // namespace nie
