#include "widgets/attention/matrix_view.h"

#include "core/results/attention/figure_parts.h"
#include "core/results/attention/number_figures.h"
#include "core/results/attention_figure.h"
#include "widgets/attention/picking_view.h"
#include "widgets/attention/query_view.h"
#include "widgets/style/application_style.h"
#include "widgets/style/number_format.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace nie {

namespace {

constexpr int kLeastMarginals = 200;

/// The number of the cell at a coordinate.
std::size_t cellAt(const std::vector<double>& coordinates, std::size_t count, double at)
{
    const std::vector<double> edges = cellEdges(coordinates, count);
    const auto behind = std::upper_bound(edges.begin(), edges.end(), at) - edges.begin();
    return static_cast<std::size_t>(
        std::clamp<std::ptrdiff_t>(behind - 1, 0, static_cast<std::ptrdiff_t>(count) - 1));
}

/// Where a row or a column stands: "t = 0.5, x = 0.25", of merged ones from the first to the last.
QString placeText(const AttentionTokens& tokens, const AttentionMap& map, std::int64_t number)
{
    if (map.part == AttentionPart::Times)
        return QStringLiteral("t = %1").arg(
            formatNumber(tokens.times[static_cast<std::size_t>(number)], 4));
    if (map.part == AttentionPart::Cells)
        return MatrixView::tr("cell %1").arg(number);
    const QString first = attentionTokenText(tokens, number);
    const auto last = std::min(number + map.merged, tokens.count()) - 1;
    return last == number ? first
                          : MatrixView::tr("%1 to %2").arg(first, attentionTokenText(tokens, last));
}

}  // namespace

MatrixView::MatrixView(QWidget* parent)
    : QWidget(parent),
      m_part(new QComboBox),
      m_merging(new QComboBox),
      m_size(new QLabel),
      m_view(new PickingView),
      m_reading(new QLabel),
      m_marginals(new FigureView)
{
    setObjectName(QStringLiteral("attention.matrixView"));
    setAccessibleName(tr("Matrix of a head"));
    m_view->setObjectName(QStringLiteral("attention.matrix"));
    m_view->setAccessibleName(tr("Matrix: attending downwards, attended to across"));
    m_view->setEmptyText(tr("The whole map of the chosen head appears here."));
    m_reading->setObjectName(QStringLiteral("attention.matrixText"));
    m_reading->setAccessibleName(tr("Entry under the mouse"));
    m_reading->setFont(tabularFont(font()));
    m_reading->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_marginals->setObjectName(QStringLiteral("attention.marginals"));
    m_marginals->setAccessibleName(tr("Sums over rows and columns"));
    m_marginals->setPaperColours(false);
    m_marginals->setFilling(true);
    m_marginals->setMinimumWidth(kLeastMarginals);
    m_marginals->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Expanding);
    auto* split = new QSplitter(Qt::Horizontal);
    split->setObjectName(QStringLiteral("attention.matrixSplitter"));
    split->setAccessibleName(tr("Matrix and its sums"));
    split->setChildrenCollapsible(false);
    split->addWidget(m_view);
    split->addWidget(m_marginals);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 1);
    split->setSizes({560, 300});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(4);
    column->addWidget(makeControls());
    column->addWidget(split, 1);
    column->addWidget(m_reading);
    connect(m_view, &PickingView::picked, this,
            [this](const FigurePoint& point, bool) { onPicked(point); });
    connect(m_view, &PickingView::pointedAt, this,
            [this](const FigurePoint& point) { m_reading->setText(readingAt(point.x, point.y)); });
    connect(m_view, &PickingView::left, m_reading, &QLabel::clear);
}

QWidget* MatrixView::makeControls()
{
    m_part->setObjectName(QStringLiteral("attention.part"));
    m_part->setAccessibleName(tr("Between what the map is"));
    m_part->addItems({tr("Between tokens"), tr("Between times"), tr("Between cells of space")});
    m_part->setToolTip(tr("Times: mean over the cells that ask, sum over those asked; cells "
                          "likewise over the times"));
    m_merging->setObjectName(QStringLiteral("attention.merging"));
    m_merging->setAccessibleName(tr("What stands for many tokens"));
    m_merging->addItems({tr("Mean of merged tokens"), tr("Greatest of merged tokens")});
    m_merging->setToolTip(tr("Maps of more tokens than the screen has room for"));
    m_size->setObjectName(QStringLiteral("attention.matrixSize"));
    m_size->setAccessibleName(tr("Size of the map and how it is drawn"));
    connect(m_part, &QComboBox::activated, this, &MatrixView::lookChanged);
    connect(m_merging, &QComboBox::activated, this, &MatrixView::lookChanged);
    auto* controls = new QWidget;
    auto* row = new QHBoxLayout(controls);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_part);
    row->addWidget(m_merging);
    row->addWidget(m_size, 1);
    return controls;
}

void MatrixView::setLook(const AttentionOrigin& origin, AttentionPart part,
                         AttentionMerging merging)
{
    clear();
    m_origin = origin;
    m_part->setCurrentIndex(static_cast<int>(part));
    m_merging->setCurrentIndex(static_cast<int>(merging));
}

AttentionPart MatrixView::part() const
{
    // A curve has nothing but times.
    return m_origin.tokens.space.empty() ? AttentionPart::Tokens
                                         : static_cast<AttentionPart>(m_part->currentIndex());
}

AttentionMerging MatrixView::merging() const
{
    return static_cast<AttentionMerging>(m_merging->currentIndex());
}

void MatrixView::clear()
{
    m_map.reset();
    m_figure = {};
    m_view->setFigure({});
    m_marginals->setFigure({});
    m_size->clear();
    m_reading->clear();
}

void MatrixView::showMap(const AttentionOrigin& origin, const AttentionMap& map)
{
    m_origin = origin;
    m_map = map;
    m_figure = attentionMapFigure(origin, {map}, {});
    m_view->setFigure(m_figure);
    m_part->setEnabled(!origin.tokens.space.empty());
    m_merging->setVisible(map.merged > 1);
    showSize();
    showMarginals();
}

void MatrixView::showSize()
{
    const auto tokens = m_origin.tokens.count();
    QString text = tr("%1 tokens").arg(formatCount(tokens));
    if (m_map->merged > 1)
        text += tr(", drawn: %1").arg(QString::fromStdString(mergingText(*m_map)));
    m_size->setText(text);
}

void MatrixView::showMarginals()
{
    const bool sums = m_map->merging == AttentionMerging::Mean || m_map->merged == 1;
    m_marginals->setEmptyText(tr("The sums of greatest entries mean nothing; choose the mean."));
    m_marginals->setFigure(sums ? marginalsFigure(m_origin, *m_map) : FigureSpec());
}

FigureSpec MatrixView::figure() const
{
    return m_figure;
}

QString MatrixView::readingAt(double x, double y) const
{
    if (!m_map)
        return {};
    const ImageSpec& image = *m_figure.panels.at(0).image;
    const std::size_t row = cellAt(image.y, image.rows, y);
    const std::size_t column = cellAt(image.x, image.columns, x);
    const bool outside =
        !m_map->outside.empty() && m_map->outside[row * m_map->columns.size() + column];
    return tr("attending %1;  attended to %2:  %3")
        .arg(placeText(m_origin.tokens, *m_map, m_map->rows[row]),
             placeText(m_origin.tokens, *m_map, m_map->columns[column]),
             outside ? tr("outside the limits") : formatNumber(m_map->at(row, column), 4));
}

void MatrixView::onPicked(const FigurePoint& point)
{
    if (!m_map || m_map->part != AttentionPart::Tokens)
        return;
    const ImageSpec& image = *m_figure.panels.at(0).image;
    Q_EMIT queryChosen(m_map->rows[cellAt(image.y, image.rows, point.y)]);
}

}  // namespace nie
