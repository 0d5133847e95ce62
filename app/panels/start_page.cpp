#include "app/panels/start_page.h"

#include "app/panels/sample_card.h"
#include "app/recent_menu.h"
#include "app/run_durations.h"
#include "widgets/curves/flow_layout.h"
#include "widgets/style/icons.h"

#include <QFrame>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace nie {

namespace {

QLabel* makeHeading(const QString& text, double scale)
{
    auto* label = new QLabel(text);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * scale);
    font.setBold(true);
    label->setFont(font);
    return label;
}

QLabel* makeParagraph(const QString& text)
{
    auto* label = new QLabel(text);
    label->setWordWrap(true);
    return label;
}

/// Painted, not styled: below a style sheet, texts keep their colour when the palette changes.
class DashedFrame : public QFrame {
protected:
    void paintEvent(QPaintEvent*) override
    {
        constexpr double kRadius = 6.0;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(palette().color(QPalette::Mid), 1.0, Qt::DashLine));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
    }
};

}  // namespace

StartPage::StartPage(const Engine& engine, const std::filesystem::path& runs,
                     PreviewLoader& previews, QWidget* parent)
    : WorkPage(parent)
{
    setObjectName(QStringLiteral("startPage"));
    setAccessibleName(tr("Start page"));
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(12);
    column->addWidget(makeHeading(tr("Learn an integral equation from data"), 1.6));
    column->addWidget(
        makeParagraph(tr("Choose a sample, then press Start. Its settings appear in the "
                         "inspector on the right and can be changed before the run.")));
    column->addSpacing(4);
    column->addWidget(makeRecent());
    column->addWidget(makeHeading(tr("Samples"), 1.15));
    column->addWidget(makeCards(engine, runs));
    connect(&previews, &PreviewLoader::loaded, this,
            [this](std::size_t index, const SampleCurves& curves) {
                m_cards[index]->setCurves(curves);
            });
    previews.start();
    column->addWidget(makeDropArea());
    column->addStretch();

    auto* scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("startPageScroll"));
    scroll->setAccessibleName(tr("Samples"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(content);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
}

QWidget* StartPage::makeRecent()
{
    m_recent = new QWidget;
    auto* column = new QVBoxLayout(m_recent);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(makeHeading(tr("Recent"), 1.15));
    m_recentButtons = new QWidget;
    new FlowLayout(8, m_recentButtons);
    column->addWidget(m_recentButtons);
    m_recent->hide();
    return m_recent;
}

void StartPage::showRecent(const RecentList& list)
{
    constexpr std::size_t kShown = 5;
    // One of them may be what is being clicked on.
    for (QPushButton* old : m_recentButtons->findChildren<QPushButton*>()) {
        old->setObjectName({});
        old->setParent(nullptr);
        old->deleteLater();
    }
    std::size_t number = 0;
    for (const RecentItem& item : list.items()) {
        if (number == kShown || !item.exists())
            continue;
        auto* button = new QPushButton(recentText(item).replace('&', QLatin1String("&&")));
        button->setObjectName(QStringLiteral("recentButton%1").arg(number++));
        button->setToolTip(QString::fromStdString(item.target));
        if (item.pinned) {
            button->setIcon(icon(Icon::Pin));
            button->setAccessibleName(tr("%1, kept on top").arg(recentText(item)));
        }
        connect(button, &QPushButton::clicked, this, [this, item] { Q_EMIT recentChosen(item); });
        m_recentButtons->layout()->addWidget(button);
    }
    m_recent->setVisible(number > 0);
}

QWidget* StartPage::makeCards(const Engine& engine, const std::filesystem::path& runs)
{
    auto* cards = new QWidget;
    auto* flow = new FlowLayout(16, cards);
    for (const RunConfig& config : engine.experiments()) {
        auto* card = new SampleCard(config, QString::fromStdString(engine.equation(config)),
                                    expectedDuration(config, runs));
        connect(card, &SampleCard::clicked, this,
                [this, card] { Q_EMIT experimentChosen(card->config()); });
        flow->addWidget(card);
        m_cards.push_back(card);
    }
    return cards;
}

QWidget* StartPage::makeDropArea()
{
    auto* area = new DashedFrame;
    area->setObjectName(QStringLiteral("dropArea"));
    area->setAccessibleName(tr("Drop an experiment or a data file here"));
    auto* column = new QVBoxLayout(area);
    column->setContentsMargins(16, 16, 16, 16);
    column->addWidget(makeHeading(tr("Drop an experiment or a data file here"), 1.0));
    column->addWidget(makeParagraph(tr("An experiment is a .json file with data set, model and "
                                       "training settings: one saved with File > "
                                       "Save configuration as, or the config.json of an earlier "
                                       "run. Curves, fields and recordings of your own (NPY, NPZ, "
                                       "CSV, MATLAB, HDF5) are imported on the Data page.")));
    return area;
}

}  // namespace nie
