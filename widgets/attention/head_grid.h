#pragma once

#include "core/results/attention_map.h"

#include <QImage>
#include <QWidget>

#include <vector>

namespace nie {

/// Thumbnails of the maps of all heads, a row a layer; a click or the arrow keys choose one.
class HeadGrid : public QWidget {
    Q_OBJECT
public:
    explicit HeadGrid(QWidget* parent = nullptr);

    /// So many heads without pictures; the choice is kept where it still is one.
    void setHeads(const AttentionOrigin& origin);
    void clear();
    /// Of the head that the map names. Every thumbnail has a range of colours of its own.
    void setThumbnail(const AttentionMap& map);
    /// What leaving out each head does to the error, in percent, [layer, head]: stands beside its
    /// number. Empty: it is not known.
    void setChanges(const std::vector<double>& percent);
    const std::vector<double>& changes() const { return m_changes; }
    /// Quietly.
    void setChosen(std::int64_t layer, std::int64_t head);
    int thumbnailCount() const;
    /// Where a head is drawn.
    QRect cellOf(std::int64_t layer, std::int64_t head) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void headChosen(std::int64_t layer, std::int64_t head);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    int cellSize() const;
    std::size_t indexOf(std::int64_t layer, std::int64_t head) const;
    /// -1: none there.
    std::int64_t numberAt(QPoint place) const;
    void choose(std::int64_t layer, std::int64_t head);
    void paintHead(QPainter& painter, std::int64_t layer, std::int64_t head) const;
    QString changeText(std::int64_t layer, std::int64_t head) const;
    void describe();

    std::int64_t m_layers = 0;
    std::int64_t m_heads = 0;
    bool m_distributions = true;
    std::int64_t m_layer = 0;
    std::int64_t m_head = 0;
    std::vector<QImage> m_images;   ///< [layer, head]; null: not yet there
    std::vector<double> m_changes;  ///< [layer, head], in percent; or empty
};

}  // namespace nie
