#pragma once

#include "core/results/attention_map.h"
#include "core/results/figure_spec.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;

namespace nie {

class FigureView;
class PickingView;
struct FigurePoint;

/// The matrix of one head: axes in the units of the data, the entry under the mouse in words, what
/// rows give and columns receive below it. A click chooses the token of the row.
class MatrixView : public QWidget {
    Q_OBJECT
public:
    explicit MatrixView(QWidget* parent = nullptr);

    void clear();
    void showMap(const AttentionOrigin& origin, const AttentionMap& map);
    /// Quietly, before a map of this origin is formed.
    void setLook(const AttentionOrigin& origin, AttentionPart part, AttentionMerging merging);
    AttentionPart part() const;
    AttentionMerging merging() const;
    /// The matrix alone, as exported.
    FigureSpec figure() const;
    /// What is said of the entry at a place of the matrix.
    QString readingAt(double x, double y) const;

Q_SIGNALS:
    /// Another part or merging was chosen: the map is to be formed anew.
    void lookChanged();
    void queryChosen(std::int64_t token);

private:
    QWidget* makeControls();
    void onPicked(const FigurePoint& point);
    void showSize();
    void showMarginals();

    AttentionOrigin m_origin;
    std::optional<AttentionMap> m_map;
    FigureSpec m_figure;
    QComboBox* m_part;
    QComboBox* m_merging;
    QLabel* m_size;
    PickingView* m_view;
    QLabel* m_reading;
    FigureView* m_marginals;
};

}  // namespace nie
